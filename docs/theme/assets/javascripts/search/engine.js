/* Searches with Pagefind, and corrects what it does with identifiers and unknown words: plain Pagefind answers a word
   that it does not know with whatever begins like it. */
import { parse } from "./query.js"

/* How much a word in a field counts; see docs/theme/pages/index.html for the fields. */
const RANKING = {
  metaWeights: { title: 6, id: 10, ids: 10, names: 4, products: 3, terms: 0.5, kind: 0.2, published: 0.2 },
}

const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").toLowerCase()

const inTitle = result => result.matchedMetaFields?.includes("title")

/* Sorts by the number that `weight` gives, the largest first. */
const sorted = (items, weight) => items.sort((a, b) => weight(b) - weight(a))
const FIRST = 1e6  // outweighs any score of Pagefind

/* Opens the index in the folder `base`. Returns a function that searches it. */
export async function openEngine(base, language) {
  const [pagefind, { main, hidden }] = await Promise.all([
    import(new URL("pagefind.js", base).href),
    fetch(new URL("parts.json", base), { cache: "no-cache" }).then(response => response.json()),
  ])
  await pagefind.options({ ranking: RANKING })
  await pagefind.init()
  for (const part of main) await pagefind.mergeIndex(new URL(part, base).pathname, { ranking: RANKING })
  const old = new Set(hidden)  // pages of records that have changed since their part was made

  async function find(term) {
    const { results } = await pagefind.search(term)
    return results.filter(result => !old.has(result.id))
  }

  /* In quotes Pagefind finds a word in all its forms, but nothing that is merely like it. */
  const exact = token => find(`"${token}"`)

  /* Whether a word is the beginning of one in the best of its results. */
  async function begins(word, [best]) {
    if (!best) return false
    const { content, meta } = await best.data()
    const words = fold([content, ...Object.values(meta)].join(" ")).split(/[^\p{L}\p{N}]+/u)
    return words.some(each => each.startsWith(fold(word)))
  }

  /* Results that name an identifier: those that it belongs to first. */
  async function named(token) {
    const results = await exact(token)
    if (!results.length) return results
    const like = new Map((await find(token)).map(result => [result.id, result]))  // Quotes leave out fields and scores
    return sorted(results, ({ id }) => {
      const { matchedMetaFields: fields = [], score = 0 } = like.get(id) || {}
      return fields.includes("id") * 2 * FIRST + fields.includes("ids") * FIRST + score
    })
  }

  /* Results with any of the words, those with most of them first. */
  function some(found) {
    const sums = new Map()
    for (const { results } of found)
      for (const result of results) {
        const sum = sums.get(result.id) || { result, words: 0, score: 0 }
        sums.set(result.id, sum)
        sum.words += 1
        sum.score += result.score
      }
    return sorted([...sums.values()], sum => sum.words * FIRST + sum.score).map(sum => sum.result)
  }

  /* Results of words: those with all of them, first where a title has all; or else those with any. */
  async function worded(words) {
    const found = await Promise.all(words.map(async word => {
      const results = await find(word)
      const known = await begins(word, results) || (await exact(word)).length > 0
      return { word, results, known }
    }))
    const unknown = found.filter(each => !each.known).map(each => each.word)
    const known = found.filter(each => each.known)
    if (!known.length) return { results: [], unknown, relaxed: false }
    const results = known.length > 1 ? await find(known.map(each => each.word).join(" ")) : known[0].results
    if (!results.length) return { results: some(known), unknown, relaxed: true }
    const titled = known.map(each => new Set(each.results.filter(inTitle).map(result => result.id)))
    const first = results.filter(({ id }) => titled.every(ids => ids.has(id)))
    return { results: [...first, ...results], unknown, relaxed: false }
  }

  /* Returns { results, missing, unknown, relaxed }: Pagefind's results in rank order, identifiers and words of the
     query that no record has, and whether results lack some of the words. */
  return async function search(query) {
    const { numbers, names: others, words } = parse(query, language)
    const names = [...numbers, ...others]
    const found = await Promise.all(names.map(({ token }) => named(token)))
    const lost = names.filter((_, at) => !found[at].length)
    words.push(...lost.flatMap(name => name.words || []))
    const { results, unknown, relaxed } = await worded([...new Set(words)])
    const missing = lost.filter(name => numbers.includes(name)).map(name => name.typed)
    const ranked = new Map([...found.flat(), ...results].map(result => [result.id, result]))
    return { results: [...ranked.values()], missing, unknown, relaxed }
  }
}
