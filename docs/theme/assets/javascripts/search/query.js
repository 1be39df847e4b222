/* What somebody typed, taken apart: identifiers, names such as Wsyncmgr.log, and words. */
import { words as wordsOf } from "./words.js"

/* Every identifier has one form in the index: small letters and digits, without "KB" and "0x".
   scripts/kb/render/search.py has the same function; a test compares them. */
export function canonical(name) {
  const bare = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "")
  return bare.replace(/^(?:kb(?=\d+$)|0x(?=[\da-f]{4,}$))/, "").replace(/^can(?=\d{8,}$)/, "cve")  // before 2005
}

/* Identifiers with all the ways to write them. What one of them finds is cut out before the next one looks. */
const NUMBERS = [
  /\{?\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b\}?/gi,  // CLSID
  /\b[\da-f]{2}(?:[\s:-][\da-f]{2}){3,31}\b/gi,  // thumbprint or its beginning
  /\b(?=[a-f]*\d)[\da-f]{16,64}\b/gi,  // the same without spaces, a CLSID without hyphens
  /\bC(?:VE|AN)[\s_/.\p{Pd}]*\d{4}[\s_/.\p{Pd}]*\d{4,}\b/giu,
  /\bMS[\s_/.\p{Pd}]*\d\d[\s_/.\p{Pd}]*\d{3}\b/giu,
  /\bKB[\s#:\p{Pd}]*\d{5,}(?![\p{L}\p{N}])/giu,
  /\bVU[\s#]*\d{5,}\b/gi,
  /\bBID[\s:#-]*\d+\b/gi,
  /\b0x[\da-f]{4,}\b/gi,
  /\b(?=[a-f]*\d)[\da-f]{8}\b/gi,  // an error code without 0x
  /(?<![\p{L}\p{N}-])(?:19|20)\d\d\p{Pd}\d{4,7}\b/giu,  // a CVE number without CVE
  /(?<![\p{L}\p{N}_=.-])\d{6,7}\b(?![-.]\d)/gu,  // a KB or advisory number
]
const SHORT = 4  // letters and digits from which on something can be a name
const LINK = /\bhttps?:\/\/\S+/giu
const BARE_CVE = /^(?:19|20)\d\d\p{Pd}\d{4,7}$/u
const SPACED_CVE = /(?<![\p{L}\p{N}-])(?:19|20)\d\d \d{4,7}\b/gu  // or two years

/* Windows writes error codes as signed and unsigned decimals, too. */
const DECIMAL = /(?<![\p{L}\p{N}.-])(?:-\d{9,10}|[234]\d{9})\b(?![-.]\d)/gu
const asHex = typed => {
  const code = Number(typed)
  return code >= 2 ** 31 && code < 2 ** 32 || code < 0 && code >= -(2 ** 31) ?
    `0x${(code >>> 0).toString(16).padStart(8, "0")}` : typed
}

const STOP_WORDS = new Set(`aber als am an auch auf aus bei bin das dass dem den der des die durch ein eine einem einen
  einer eines es für gibt haben hat ich ihr im in ist kann können man mein meine mich mir mit nach noch oder sich sie
  sind über um und uns unter vom von vor alle allen alles bekommen geht jede kein keine keinen mehr muss nicht nur schon
  sehr so soll wann warum was wofür woran worum welche welchem welchen welcher welches wenn wer werden wie wir
  wird wo zu zum zur a about and are as at be been by can did do does for from has have how i if into is it its me my of
  on or our that the their there these they this to we were what when where which who why will with you your all any get gets just more must no not only should some then was
  s t ll re ve don doesn didn isn aren wasn won couldn wouldn shouldn hasn haven`  // of "can't", "doesn't", "it's"
  .split(/\s+/))

/* What an identifier is called tells nothing more. */
const LABELS = new Set(`advisory article artikel bulletin clsid code cve empfehlung error fehler fehlercode hresult id kb
  knowledge base microsoft nr number nummer patch security sicherheitsempfehlung sicherheitspatch sicherheitsupdate
  thumbprint update`.split(/\s+/))

/* Where a registry key begins tells nothing of it. */
const HIVE = /^(hkey_\w+|hk(lm|cu|cr|u|cc))$/i

const BETWEEN = /[\s\\/,;()<>"'`„“”‚‘’«»{}[\]|]+/u

/* Words that tell something. */
export const telling = words => words.filter(word => !STOP_WORDS.has(word))

/* Returns { numbers, names, words }. A number and a name have the text as `typed` and its `token` in the index; a
   name also has the `words` that it consists of. `words` are those outside of names, in their order. */
export function parse(query) {
  // The address of a page about a number stands for the number.
  const numbered = link => NUMBERS.map(pattern => link.match(pattern)?.[0]).find(Boolean) || link
  let rest = query.normalize("NFC").replace(LINK, numbered).replace(DECIMAL, asHex)
  const numbers = []
  const names = []
  for (const pattern of NUMBERS)
    rest = rest.replace(pattern, typed => {
      const token = (BARE_CVE.test(typed) ? "cve" : "") + canonical(typed)
      if (!numbers.some(number => number.token === token)) numbers.push({ typed, token })
      return " "
    })
  rest = rest.replace(SPACED_CVE, typed => {
    names.push({ typed, token: `cve${canonical(typed)}`, words: wordsOf(typed) })
    return " "
  })
  const single = []
  for (const piece of rest.split(BETWEEN).filter(each => !HIVE.test(each))) {
    const parts = wordsOf(piece)
    // A version such as 1.0 is no name.
    if (canonical(piece).length < SHORT) single.push(piece)
    else if (parts.length > 1) names.push({ typed: piece, token: canonical(piece), words: parts })
    else single.push(piece)
  }
  let words = wordsOf(single.join(" "))
  const found = telling(words).filter(word => !(numbers.length && LABELS.has(word)))
  if (found.length || numbers.length || names.length) words = found
  return { numbers, names, words: [...new Set(words)] }
}
