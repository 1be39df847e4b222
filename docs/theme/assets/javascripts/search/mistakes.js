/* Whether a word is another one, mistyped: only what a reader recognizes as the same word. */

const WRONG = 1.5  // a wrong letter, where one that is left out, added, or swapped with its neighbor is 1

/* Letters of a word from which on more is forgiven. */
const [SHORT, MIDDLE, LONG, LONGER] = [4, 6, 9, 12]

/* How much is forgiven in a word of so many letters: none, a slip, a wrong letter, two slips, a slip and a wrong
   letter. */
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

/* How far what was typed is from a word: Infinity where it would not be recognized. The first letter is seldom wrong:
   some are too fast and type the second one before it, or miss it, or hit a key before it. A letter at the end of a
   short word makes another word, but for the last one typed twice. */
export function mistakes(typed, word) {
  const length = Math.min(typed.length, word.length)
  const swapped = typed[0] === word[1] && typed[1] === word[0]
  const missed = length >= MIDDLE && (typed.slice(1) === word || word.slice(1) === typed)
  if (typed[0] !== word[0] && !swapped && !missed) return Infinity
  if (length < MIDDLE && typed.startsWith(word) && typed.at(-1) !== word.at(-1)) return Infinity
  return distance(typed, word, forgiven(length))
}
