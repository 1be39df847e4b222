/* Searches the index: what is asked for, how well each advisory has it, and what else may have been meant. */
import { passage } from "./excerpt.js"
import { openGlossary } from "./glossary.js"
import { levelOf, numberOf, openPostings } from "./postings.js"
import { parse } from "./query.js"
import { openSpelling } from "./spelling.js"
import { fold, stem } from "./words.js"

export { fold }

/* What a word counts by its level, see scripts/kb/render/search.py: text, summary, product, headline, title, each for
   how often the advisory has it. */
const OFTEN = [1, 1.2, 1.4]
const WEIGHTS = [1, 3, 4, 5, 8].flatMap(weight => OFTEN.map(often => weight * often))
const TIERS = [1, 2, 2, 3, 3]  // title before products and summary before the rest

const tierOf = level => TIERS[Math.floor(level / OFTEN.length)]

const BEGINNING = 0.8  // what the beginning of a word counts
const COMPOUND = 0.4  // what a word inside of a compound counts
const APART = 0.4  // what the words of a phrase count that are no neighbors
const NEIGHBORS = 0.5  // what two words count for in addition that are neighbors in a title or product
const RUN = 3  // words of the longest run that the index has
const VERSION = /^(?:sp|r)?\d+$/  // counts in a title no more than in
const PRODUCT = 8  // the highest level of a product
const FEW = 3  // results with which it is worth while to look for more
const LINE = 8  // words of what is rather a line from a log than a question
const CANDIDATES = 4  // words that may have been meant

/* Opens the index in the folder `base`. Returns a function that searches it. */
export async function openEngine(base) {
  const [index, group] = await Promise.all([
    openPostings(base),
    fetch(new URL("../../data/glossary.json", base)).then(response => response.json()).then(openGlossary),
  ])
  const size = index.ids.length

  /* How well each advisory has what was asked for: a number, and where the best place is. */
  const nothing = () => ({ scores: new Float32Array(size), tiers: new Uint8Array(size), count: 0, rarity: 0 })

  /* Adds the advisories that have a term; its level counts up to `most`. */
  function add(found, packed, factor, most = WEIGHTS.length) {
    for (const each of packed) {
      const number = numberOf(each)
      const level = Math.min(levelOf(each), most)
      const score = WEIGHTS[level] * factor
      if (score <= found.scores[number]) continue
      if (!found.scores[number]) found.count += 1
      found.scores[number] = score
      found.tiers[number] = Math.max(found.tiers[number], most && tierOf(level))
    }
  }

  const rarity = count => Math.log(1 + size / Math.max(count, 1))

  /* The advisories that have a word, in any form or as the beginning of another one. */
  async function wordly(word) {
    const found = nothing()
    const start = fold(word)
    const whole = await index.whole(stem(word))
    const begins = start.length > 1 && !/^\d{1,2}$/.test(start) ? await index.beginning(start) : new Map()
    add(found, whole, 1, VERSION.test(word) ? PRODUCT : undefined)
    // Who types on means the beginning of a word; but "Word" is no "worden".
    const factor = whole.length ? APART : BEGINNING
    for (const [term, packed] of begins) add(found, packed, factor * start.length / term.length, whole.length ? 0 : undefined)
    found.rarity = rarity(whole.length || found.count)
    if (!found.count && /\d/.test(word)) await addBeginning(found, word)
    for (let number = 0; number < size; number += 1) found.scores[number] *= found.rarity
    return found
  }

  /* The beginning of an identifier, for who is still typing. */
  async function addBeginning(found, token) {
    if (token.length < 4) return
    for (const packed of (await index.beginning(`#${token.replace(/^kb(?=\d)/, "")}`)).values())
      add(found, packed.map(each => each - levelOf(each)), 1)
    found.rarity = rarity(found.count)
  }

  /* Those that have all of the words of an alternative. */
  async function together({ words, phrase, weight }) {
    const all = await Promise.all(words.map(wordly))
    if (all.length === 1 && weight === 1) return all[0]
    const length = Math.min(phrase?.length || 0, RUN)
    const near = length > 1 ? await runs(phrase, length) : undefined
    const found = nothing()
    found.rarity = Math.max(...all.map(each => each.rarity))
    for (let number = 0; number < size; number += 1) {
      if (!all.every(each => each.scores[number])) continue
      const run = near?.get(number)
      const whole = !near || run?.count === phrase.length - length + 1
      const level = all.reduce((sum, each) => sum + each.scores[number] / each.rarity, 0) / all.length
      found.count += 1
      found.scores[number] = weight * Math.max(level, whole && near ? WEIGHTS[run.level] : 0) * found.rarity * (whole ? 1 : APART)
      found.tiers[number] = !whole ? 1 : near ? tierOf(run.level) : Math.min(...all.map(each => each.tiers[number]))
    }
    return found
  }

  /* How many runs of so many words are in a title or product, too, and the level of the least of them; by number. */
  async function runs(words, length) {
    const stems = words.map(stem)
    const near = new Map()
    const terms = stems.slice(length - 1).map((_, at) => stems.slice(at, at + length).join(" "))
    for (const packed of await Promise.all(terms.map(index.whole)))
      for (const each of packed) {
        const { count, level } = near.get(numberOf(each)) || { count: 0, level: Infinity }
        near.set(numberOf(each), { count: count + 1, level: Math.min(level, levelOf(each)) })
      }
    return near
  }

  /* Those that have one of the alternatives of a group. */
  async function any({ alternatives }) {
    const all = await Promise.all(alternatives.map(together))
    const found = nothing()
    found.rarity = (all.find(each => each.count) || all[0]).rarity
    for (const each of all) {
      // That few use another word for the same thing does not make it weightier than the one that was typed.
      const factor = Math.min(1, found.rarity / each.rarity)
      for (let number = 0; number < size; number += 1) {
        const score = each.scores[number] * factor
        if (score <= found.scores[number]) continue
        if (!found.scores[number]) found.count += 1
        found.scores[number] = score
        found.tiers[number] = Math.max(found.tiers[number], each.tiers[number])
      }
    }
    return found
  }

  /* The numbers of the advisories that all of `founds` have. */
  function common(founds) {
    const numbers = []
    for (let number = 0; number < size; number += 1)
      if (founds.length && founds.every(each => each.scores[number])) numbers.push(number)
    return numbers
  }

  /* Where words find little: compounds that they are part of, the parts of a compound, what a mistake hides. Notes in
     `corrected` which words were taken for others. */
  async function widen(groups, founds, corrected) {
    const spelling = openSpelling(await index.words(), group.words)
    for (const [at, { words, alternatives }] of groups.entries()) {
      const wider = group.narrower(groups[at])
      const [word] = words
      const plain = words.length === 1 && !/\d/.test(word)
      if (plain) wider.push(...spelling.within(word).map(each => ({ words: [each], weight: COMPOUND })))
      const other = plain && !wider.length && !founds[at].count && await replaced(word, spelling, founds)
      if (other) {
        corrected.push({ typed: word, used: other.used })
        wider.push(...other.alternatives)
      }
      if (!wider.length) continue
      groups[at] = { words, alternatives: [...alternatives, ...wider] }
      founds[at] = await any(groups[at])
    }
  }

  /* What stands in for a word that no advisory has, as { used, alternatives }, or nothing: what it may be mistyped for, a
     compound with another name of the same thing, or the parts of it. */
  async function replaced(word, spelling, founds) {
    const [best] = await meant(spelling.similar(word).slice(0, CANDIDATES), founds.filter(found => found.count))
    if (best) return { used: best, alternatives: group([best])[0].alternatives }
    const parts = spelling.parts(word)
    const whole = spelling.heads(word).flatMap(each => renamed(...each))
    for (const { used, alternatives } of [
      ...whole.map(each => ({ used: each.words[0], alternatives: [each] })),
      { used: parts.join(" "), alternatives: parts.length ? joined(parts) : [] },
    ])
      if (alternatives.length && (await any({ alternatives })).count) return { used, alternatives }
    return undefined
  }

  /* The names of one word that a word has. */
  const named = word => group([word])[0].alternatives.filter(({ words }) => words.length === 1)

  /* A compound that begins with another name of the same thing. */
  const renamed = (head, rest) => named(head).slice(1).map(({ words, weight }) => ({ words: [words[0] + rest], weight }))

  /* The parts of a compound, each by all of its names, next to each other and as another compound. */
  function joined(parts) {
    const names = parts.map(named)
    const rows = names.reduce((sofar, some) => sofar.flatMap(row => some.map(each => [...row, each])), [[]])
    return rows.flatMap(row => {
      const words = row.flatMap(each => each.words)
      const weight = Math.min(...row.map(each => each.weight))
      return words.length > 1 ? [{ words, weight }, { words: [words.join("")], weight }] : [{ words, weight }]
    })
  }

  /* Of words that may have been meant first the one that goes with the rest of the query. */
  async function meant(candidates, founds) {
    const fitting = await Promise.all(candidates.map(async word => common([await wordly(word), ...founds]).length > 0))
    return [...candidates.filter((_, at) => fitting[at]), ...candidates.filter((_, at) => !fitting[at])]
  }

  /* Sorts by tier, then by score; what is about as good, by date. */
  function ranked(numbers, founds, near) {
    const rows = numbers.map(number => {
      const having = founds.filter(each => each.scores[number])
      const score = having.reduce((sum, each) => sum + each.scores[number], 0)
        * (1 + NEIGHBORS * (near.get(number) || 0))
      return {
        number,
        has: having.reduce((sum, each) => sum + each.rarity, 0),
        tier: Math.min(...having.map(each => each.tiers[number])),
        score: Math.round(Math.log(score || 1) * 10),
        place: index.place(number),
      }
    })
    rows.sort((a, b) => b.has - a.has || b.tier - a.tier || b.score - a.score || a.place - b.place)
    return rows.map(row => row.number)
  }

  /* Results of groups of words: those with all of them, or else those with any; but where the `rest` of the query has
     results, no more than what was typed. */
  async function worded(groups, rest) {
    const corrected = []
    const founds = await Promise.all(groups.map(any))
    const typed = groups.flatMap(each => each.words)
    const having = () => founds.filter(each => each.count)
    let numbers = common(having())
    const few = numbers.length < FEW || having().length < founds.length
    if (few && groups.length && !rest && typed.length < LINE) {
      await widen(groups, founds, corrected)
      numbers = common(having())
    }
    const known = having()
    const unknown = groups.filter((_, at) => !founds[at].count).flatMap(each => each.words)
    const relaxed = known.length > 1 && !numbers.length && !rest
    if (relaxed) numbers = index.ids.map((_, number) => number).filter(number => known.some(each => each.scores[number]))
    const near = new Map([...await runs(typed, 2)].map(([number, { count }]) => [number, count]))
    for (const [number, { count }] of await runs(typed, RUN)) near.set(number, near.get(number) + count)
    return { numbers: ranked(numbers, known, near), founds: known, unknown, relaxed, corrected }
  }

  /* What an identifier is to each advisory that has it: 1 to 5 by number. */
  async function bearers(token) {
    const levels = new Map((await index.whole(`#${token}`)).map(each => [numberOf(each), levelOf(each) + 1]))
    if (!levels.size) for (const each of await index.whole(token)) levels.set(numberOf(each), 1)
    if (!levels.size && token.length > 4 && /\d/.test(token))
      for (const packed of (await index.beginning(`#${token}`)).values())
        for (const each of packed) levels.set(numberOf(each), 1)
    return levels
  }

  /* Returns { results, missing, unknown, relaxed, corrected }: results in rank order, each with `id` and `data()`;
     identifiers and words of the query that no advisory has; whether results lack some of the words; which words were
     taken for others, as { typed, used }. */
  return async function search(query) {
    const { numbers, names, words } = parse(query)
    const identifiers = [...numbers, ...names]
    const levels = await Promise.all(identifiers.map(({ token }) => bearers(token)))
    const lost = identifiers.filter((_, at) => !levels[at].size)
    const roles = new Map()
    for (const each of levels)
      for (const [number, level] of each)  // the fewer have it, the more it tells: a class more than HKEY_LOCAL_MACHINE
        roles.set(number, (roles.get(number) || 0) + level / each.size)
    const groups = group(words)
    for (const name of lost) {
      if (!name.words) continue
      const [whole] = group([name.words.join("")])
      const parts = group(name.words)
      const together = { words: name.words, alternatives: [...whole.alternatives, { words: name.words, weight: 1 }] }
      const exact = name.words.some(word => /\d/.test(word)) || (await any(together)).count
      if ((whole.alternatives.length > 1 || parts.length > 1) && exact) groups.push(together)
      else groups.push(...parts)
    }
    const found = await worded(groups, roles.size > 0)
    const scores = number => found.founds.reduce((sum, each) => sum + each.scores[number], 0)
    const first = [...roles.keys()].sort((a, b) =>
      roles.get(b) - roles.get(a) || scores(b) - scores(a) || index.place(a) - index.place(b))
    const missing = roles.size && words.length >= LINE ? [] : lost.filter(each => numbers.includes(each)).map(each => each.typed)
    const stems = new Set(groups.flatMap(each => each.alternatives).flatMap(each => each.words).map(stem))
    const starts = groups.flatMap(each => each.words).map(fold).filter(start => start.length > 1)
    const tokens = new Set(identifiers.map(each => each.token))
    const results = [...new Set([...first, ...found.numbers])].map(number => {
      const id = index.ids[number]
      return { id, data: async () => passage(await index.shown(id), { stems, starts, tokens }) }
    })
    return { results, missing, unknown: found.unknown, relaxed: found.relaxed, corrected: found.corrected }
  }
}
