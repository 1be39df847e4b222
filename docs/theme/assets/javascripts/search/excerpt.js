/* The passage of an advisory's texts that a result quotes, with what matched marked. */
import { canonical } from "./query.js"
import { fold, stem, words } from "./words.js"

const LENGTH = 30  // words
const BEFORE = 6  // of them before the first that matched

const escaped = text => text.replace(/</g, "&lt;").replace(/>/g, "&gt;")

/* Takes what the index says of a result, and the stems, beginnings of words, and identifiers that were looked for.
   Returns { meta, content, excerpt, plain_excerpt }. */
export function passage({ content, ...meta }, { stems, starts, tokens }) {
  const pieces = escaped(content).split(/\s+/)
  const known = new Map()
  const matched = piece => {
    if (!known.has(piece)) {
      const found = words(piece).find(word => stems.has(stem(word)) || starts.some(start => fold(word).startsWith(start)))
      known.set(piece, tokens.has(canonical(piece)) ? canonical(piece) : found && stem(found))
    }
    return known.get(piece)
  }
  const hits = pieces.map(matched)
  /* The first window with most different words: the weightiest texts come first. */
  let best = 0
  let most = 0
  for (let start = 0; start < pieces.length; start += 5) {
    const found = new Set(hits.slice(start, start + LENGTH - BEFORE).filter(Boolean)).size
    if (found > most) [best, most] = [start, found]
  }
  if (most) best = hits.findIndex((hit, at) => hit && at >= best) - BEFORE
  best = Math.max(0, Math.min(best, pieces.length - LENGTH))
  const quoted = pieces.slice(best, best + LENGTH)
  return {
    meta,
    content: pieces.join(" "),
    plain_excerpt: quoted.join(" "),
    excerpt: quoted.map((piece, at) => hits[best + at] ? `<mark>${piece}</mark>` : piece).join(" "),
  }
}
