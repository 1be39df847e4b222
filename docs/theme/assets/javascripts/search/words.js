/* Words as the search compares them. scripts/kb/render/words.py does the same with the texts; a test compares the two. */

const SERVICE_PACK = /\bservice[ -]packs?[ -](?=\d)|\bSP (?=\d\b)/gi
const EMAIL = /\be-mail/gi
const NUMBERED = /\b([a-z]{2,3})-(?=\d{1,3}\b(?![.]\d))/gi
const DERIVED = /(?<=.{5})(?:ier(?:ung(?:en)?|en|t(?:e[nrs]?)?)|ations?(?:en)?)$/
const ENGLISH = /(?<=.{4})(?:ings?|ed)$/
const ENDING = /(?<=.{4})(?:ungen|ung|ern|em|er|en|es|s|e|n)$/

/* Returns the words of a text in small letters; "Service Pack 2" is the one word "sp2", and so are "SHA-2" and "E-Mail". */
export const words = text => text.replace(SERVICE_PACK, "sp").replace(EMAIL, "email").replace(NUMBERED, "$1").toLowerCase()
  .match(/[\p{L}\p{N}]+/gu) || []

/* Returns a word in small letters without accents; ß and ss are the same. */
export const plain = word => word.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/ß/g, "ss")

/* The same with ä and ae, ö and oe, ü and ue as one. */
export function fold(word) {
  const letters = plain(word)
  return letters.length > 4 ? letters.replace(/([aou])e/g, "$1") : letters
}

/* Returns what the forms of a word have in common. */
export function stem(word) {
  const folded = fold(word)
  if (!/^\p{L}+$/u.test(folded)) return folded
  if (folded.endsWith("ies") && folded.length > 5) return `${folded.slice(0, -3)}y`
  for (const ending of [DERIVED, ENGLISH]) if (ending.test(folded)) return folded.replace(ending, "")
  return folded.replace(ENDING, "").replace(ENDING, "")
}
