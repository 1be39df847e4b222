/* What somebody typed, taken apart: identifiers, names such as Wsyncmgr.log, and words. */

/* Every identifier has one form in the index: small letters and digits, without "KB" and "0x".
   scripts/kb/render/search.py has the same function; a test compares them. */
export function canonical(name) {
  const bare = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "")
  return bare.replace(/^(?:kb(?=\d+$)|0x(?=[\da-f]{4,}$))/, "")
}

/* Identifiers with all the ways to write them. What one of them finds is cut out before the next one looks. */
const NUMBERS = [
  /\{?\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b\}?/gi,  // CLSID
  /\bCVE[\s-]*\d{4}[\s-]+\d{4,}\b/gi,
  /\bMS[\s-]*\d\d[\s-]*\d{3}\b/gi,
  /\bKB[\s#:-]*\d{5,7}\b/gi,
  /\bVU[\s#]*\d{5,}\b/gi,
  /\bBID[\s:#-]*\d+\b/gi,
  /\b0x[\da-f]{4,}\b/gi,
  /\b(?=[a-f]*\d)[\da-f]{8}\b/gi,  // an error code without 0x
  /(?<![\p{L}\p{N}-])(?:19|20)\d\d-\d{4,7}\b/giu,  // a CVE number without CVE
  /(?<![\p{L}\p{N}_=.-])\d{6,7}\b(?![-.]\d)/gu,  // a KB or advisory number
]
const BARE_CVE = /^(?:19|20)\d\d-\d{4,7}$/

const STOP_WORDS = {
  de: `aber als am an auch auf aus bei bin das dass dem den der des die durch ein eine einem einen einer eines es für
    gibt haben hat ich ihr im in ist kann können man mein meine mich mir mit nach noch oder sich sie sind über um und
    uns unter vom von vor wann warum was welche welchem welchen welcher welches wenn wer werden wie wir wird wo zu zum
    zur`,
  en: `a about an and are as at be been by can did do does for from has have how i if in into is it its me my of on or
    our that the their there these they this to was we were what when where which who why will with you your`,
}

/* Returns { numbers, names, words }. A number and a name have the text as `typed` and its `token` in the index; a
   name also has the `words` that it consists of. */
export function parse(query, language) {
  let rest = query.normalize("NFC")
  const numbers = []
  for (const pattern of NUMBERS)
    rest = rest.replace(pattern, typed => {
      const token = (BARE_CVE.test(typed) ? "cve" : "") + canonical(typed)
      if (!numbers.some(number => number.token === token)) numbers.push({ typed, token })
      return " "
    })
  const names = []
  let words = []
  for (const piece of rest.split(/[\s\\/,;()<>"'`„“”‚‘’«»{}[\]|]+/u)) {
    const parts = piece.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []
    if (parts.length > 1) names.push({ typed: piece, token: canonical(piece), words: parts })
    else words.push(...parts)
  }
  const stop = new Set((STOP_WORDS[language] || "").split(/\s+/))
  const telling = words.filter(word => !stop.has(word))
  if (telling.length || numbers.length || names.length) words = telling
  return { numbers, names, words: [...new Set(words)] }
}
