/* What somebody may have meant by a word that no text has: the words of all texts tell. Only what a reader recognizes as
   the same word counts; to find nothing is better than to find something else. */
import { telling } from "./query.js"
import { fold, plain, stem } from "./words.js"

const WRONG = 1.5  // a wrong letter, where one that is left out, added, or swapped with its neighbor is 1
const SHORTEST = 4  // letters of a part of a compound

/* Letters of a word from which on more is forgiven. */
const [SHORT, MIDDLE, LONG, LONGER] = [4, 6, 9, 12]

/* How much is forgiven in a word of so many letters: none, a slip, a wrong letter, two slips, a slip and a wrong letter. */
const forgiven = length =>
  length < SHORT ? 0 : length < MIDDLE ? 1 : length < LONG ? WRONG : length < LONGER ? 2 : 1 + WRONG

/* How far apart two words are, or Infinity if more than `most` (Damerau and Levenshtein, with restricted swaps). */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return Infinity
  let before = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : WRONG))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    if (Math.min(...row) > most) return Infinity
    before = last
    last = row
  }
  return last[b.length] > most ? Infinity : last[b.length]
}

/* The same for what was typed and a word: Infinity where it would not be recognized. The first letter is seldom wrong: some
   are too fast and type the second one before it, or miss it, or hit a key before it. A letter at the end of a short word
   makes another word, but for the last one typed twice. */
function mistakes(typed, word) {
  const length = Math.min(typed.length, word.length)
  const swapped = typed[0] === word[1] && typed[1] === word[0]
  const missed = length >= MIDDLE && (typed.slice(1) === word || word.slice(1) === typed)
  if (typed[0] !== word[0] && !swapped && !missed) return Infinity
  if (length < MIDDLE && typed.startsWith(word) && typed.at(-1) !== word.at(-1)) return Infinity
  return distance(typed, word, forgiven(length))
}

/* The two ways to write a word without accents: ü may be u or ue. */
const looks = word => [plain(word), fold(word)]

/* Takes all words of the texts, and others that may be part of a compound. Returns { similar, within, heads, parts }. */
export function openSpelling(words, others = []) {
  const folded = words.map(fold)
  const forms = new Set(telling(words).map(fold))
  const known = new Set(telling([...others, ...words]).map(stem))

  /* Words that `typed` may be, mistyped; the likeliest first. */
  function similar(typed) {
    const wanted = looks(typed)
    const number = word => Math.min(...looks(word).map((look, at) => mistakes(wanted[at], look)))
    const found = telling(words).map(word => ({ word, number: number(word) })).filter(each => each.number < Infinity)
    return found.sort((a, b) => a.number - b.number).map(each => each.word)
  }

  /* Compounds that have `typed` in them, but not at the beginning; one form of each. */
  function within(typed) {
    if (typed.length < SHORTEST) return []
    const found = words.filter((_, at) => folded[at].indexOf(fold(typed)) > 1)
    return [...new Map(found.reverse().map(word => [stem(word), word])).values()]
  }

  /* A part of a compound as a word of its own, without the s that joins it to the next one; or nothing. */
  function single(part) {
    const ways = [part.replace(/s$/, ""), part]
    return ways.findLast(each => forms.has(fold(each))) || ways.find(each => known.has(stem(each)))
  }

  /* The words that a compound may begin with, each with the rest, the shortest one first. */
  function heads(compound) {
    const found = []
    for (let at = SHORTEST; at <= compound.length - SHORTEST; at += 1) {
      const head = single(compound.slice(0, at))
      if (head) found.push([head, compound.slice(at)])
    }
    return found
  }

  /* The words that a compound is put together from, as few as possible; none where one of them is none. */
  function parts(compound) {
    const splits = heads(compound).map(([head, rest]) => [head, ...known.has(stem(rest)) ? [rest] : parts(rest)])
    return splits.filter(all => all.length > 1).sort((a, b) => a.length - b.length)[0] || []
  }

  return { similar, within, heads, parts }
}
