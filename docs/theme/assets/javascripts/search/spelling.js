/* What somebody may have meant by a word that no text has: the words of all texts tell. Only what a reader recognizes as
   the same word counts; to find nothing is better than to find something else. */
import { mistakes } from "./mistakes.js"
import { telling } from "./query.js"
import { fold, plain, stem } from "./words.js"

const SHORTEST = 4  // letters of a part of a compound

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
