/* What somebody may have meant by a word that no text has: the words of all texts tell. */
import { fold, stem } from "./words.js"

const LONG = 8  // letters from which on two mistakes are forgiven, not one

const SHORTEST = 4  // letters of a part of a compound

/* How many letters must be changed, left out, added, or swapped with their neighbor, or Infinity if more than `most`
   (Damerau and Levenshtein, with restricted swaps). */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return Infinity
  let before = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    if (Math.min(...row) > most) return Infinity
    before = last
    last = row
  }
  return last[b.length] > most ? Infinity : last[b.length]
}

/* Takes all words of the texts, and others that may be part of a compound. Returns { similar, within, heads,
   parts }. */
export function openSpelling(words, others = []) {
  const folded = words.map(fold)
  const stems = words.map(stem)
  const known = new Map([...others, ...words].map(each => [stem(each), each]))

  const mistakes = (typed, word) => distance(typed, word, typed.length < 4 ? 0 : typed.length < LONG ? 1 : 2)

  /* Words that differ from `typed` by one mistake, or two where it is long; the likeliest first. The words have one form
     for each stem, so that what was typed may have another ending. */
  function similar(typed) {
    const wanted = fold(typed)
    const found = []
    folded.forEach((word, at) => {
      const number = Math.min(mistakes(wanted, word), mistakes(stem(typed), stems[at]) + 0.5)
      // The first letter is seldom wrong.
      if (number < 3) found.push({ word: words[at], number: number + (word[0] === wanted[0] ? 0 : 0.5) })
    })
    return found.sort((a, b) => a.number - b.number).map(each => each.word)
  }

  /* Compounds that have `typed` in them, but not at the beginning. */
  const within = typed => typed.length < 4 ? [] : words.filter((_, at) => folded[at].indexOf(fold(typed)) > 1)

  const of = part => known.get(stem(part)) || known.get(stem(part.replace(/s$/, "")))

  /* The places in a word behind which the rest of a compound may begin, the last one first. */
  function seams(word) {
    const found = []
    for (let at = word.length - SHORTEST; at >= SHORTEST; at -= 1) if (of(word.slice(0, at))) found.push(at)
    return found
  }

  /* The words that `typed` may begin with, each with the rest. */
  const heads = typed => seams(fold(typed)).map(at => [of(fold(typed).slice(0, at)), fold(typed).slice(at)])

  /* All words that a compound is put together from, with or without an s between them; none where one of them is none. */
  function split(word) {
    for (const at of seams(word)) {
      const rest = word.slice(at)
      const last = known.has(stem(rest)) ? [known.get(stem(rest))] : split(rest)
      if (last.length) return [of(word.slice(0, at)), ...last]
    }
    return []
  }

  /* The words that `typed` is put together from; only the first where the rest is none, empty where the first is none. */
  function parts(typed) {
    const word = fold(typed)
    const all = split(word)
    return all.length ? all : seams(word).filter(at => at > SHORTEST).slice(0, 1).map(at => of(word.slice(0, at)))
  }

  return { similar, within, heads, parts }
}
