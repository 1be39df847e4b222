/* The search of one page: opened when it is first needed, and one query at a time. */
import { openEngine } from "./engine.js"

const INDEX = new URL("../../../search-index/", import.meta.url)

let engine  // a promise of the function that searches
let last = Promise.resolve()  // ends when the query that is being answered is

/* Begins to load what every query needs. */
export function prepare() {
  if (engine) return engine
  engine = openEngine(INDEX, document.documentElement.lang)
  engine.catch(() => { engine = undefined })
  return engine
}

/* Returns the engine's answer to `query`, or nothing when `signal` has been aborted. One query is answered after the
   other: those that are out of date when their turn comes are left out. Throws when the index cannot be loaded; the next
   query tries again. */
export async function ask(query, signal) {
  await last
  if (signal.aborted) return undefined
  const answer = prepare().then(search => search(query))
  last = answer.catch(() => { engine = undefined })
  const found = await answer
  return signal.aborted ? undefined : found
}
