/* What is said about an answer of the engine, in the reader's language. */
import { addressOf, element } from "./result.js"

/* How many results there are. */
export const count = (number, labels) => number === 1 ? labels.one : labels.many.replace("{n}", number)

/* What the engine made of the query, as sentences. */
export function notes({ results, missing, unknown, relaxed, corrected = [] }, labels) {
  const found = corrected.map(({ typed, used }) =>
    labels.corrected.replace("{used}", () => used).replace("{typed}", () => typed))
  if (missing.length) found.push(labels.missing.replace("{names}", () => missing.join(", ")))
  if (unknown.length && results.length) found.push(labels.unknown.replace("{words}", () => unknown.join(", ")))
  if (relaxed) found.push(labels.relaxed)
  return found
}

/* What to say where nothing was found: sentences. */
export const nothing = (query, answer, labels) =>
  answer.missing.length ? notes(answer, labels) : [labels.none.replace("{query}", () => query)]

/* A list of what to try instead. */
export function suggestions({ missing }, labels) {
  const link = (path, words) => {
    const made = element("a", "", words)
    made.href = addressOf(path)
    return made
  }
  const tips = missing.length ? [labels.try_number, labels.try_words] : [labels.try_spelling, labels.try_fewer]
  tips.push(link("products/", labels.try_products), link("advisories/", labels.try_list))
  return element("ul", "kb-search-tips", ...tips.map(tip => element("li", "", tip)))
}
