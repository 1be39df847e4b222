/* The inverted index of scripts/kb/site/search_index.py: loads what a query needs. */
const LEVELS = 16
const SPREAD = 3  // shards that the beginning of a word may need
const RECENT = 200  // terms that are remembered

export const numberOf = packed => Math.floor(packed / LEVELS)
export const levelOf = packed => packed % LEVELS

async function load(address, options) {
  const response = await fetch(address, options)
  if (!response.ok) throw new Error(`${response.status} ${address}`)
  return response
}

/* Opens the index in the folder `base`. */
export async function openPostings(base) {
  const { parts, outdated, places } = await (await load(new URL("index.json", base), { cache: "no-cache" })).json()
  const ids = parts.flatMap(part => part.ids)
  const main = parts[0].ids.length
  const old = new Set(outdated)
  const shards = new Map()  // promises by name
  let vocabulary

  function shard(name) {
    if (!shards.has(name)) {
      const loading = load(new URL(`terms/${name}.json`, base)).then(response => response.json())
      loading.catch(() => shards.delete(name))
      shards.set(name, loading)
    }
    return shards.get(name)
  }

  /* Returns the numbers of the advisories that a term has in a part, each with the level in its last bits. */
  function unpack(steps, first) {
    const found = []
    let packed = first * LEVELS
    for (const step of steps) {
      packed += step
      if (!old.has(numberOf(packed))) found.push(packed)
    }
    return found
  }

  /* Returns the advisories of each term that begins with `start` by term, or only those of the term itself. */
  async function find(start, whole) {
    const found = new Map()
    let first = 0
    for (const part of parts) {
      const at = Math.max(part.shards.findLastIndex(([term]) => term <= start), 0)
      const near = part.shards.slice(at, at + (whole ? 1 : SPREAD))
      const fitting = near.filter(([term], place) => !place || term.startsWith(start))
      for (const terms of await Promise.all(fitting.map(([, name]) => shard(name))))
        for (const term of whole ? [start] : Object.keys(terms))
          if (Object.hasOwn(terms, term) && term.startsWith(start) && (whole || !term.includes(" ")))
            found.set(term, (found.get(term) || []).concat(unpack(terms[term], first)))
      first += part.ids.length
    }
    return found
  }

  const recent = new Map()  // with every key, the words before the one that is being typed are looked for again
  function remembered(start, whole) {
    const name = `${whole ? "=" : "^"}${start}`
    if (recent.size > RECENT) recent.clear()
    if (!recent.has(name)) {
      const finding = find(start, whole)
      finding.catch(() => recent.delete(name))
      recent.set(name, finding)
    }
    return recent.get(name)
  }

  /* Returns the words of all texts. */
  function words() {
    vocabulary ||= Promise.all(parts.map(async part =>
      (await load(new URL(`words/${part.words}.txt`, base))).text())).then(texts =>
      [...new Set(texts.flatMap(text => text.split("\n")).filter(Boolean))])
    vocabulary.catch(() => { vocabulary = undefined })
    return vocabulary
  }

  return {
    ids,
    /* The advisories that have a term; see `numberOf` and `levelOf`. */
    whole: async term => (await remembered(term, true)).get(term) || [],
    /* The same by term, for all terms with this beginning. */
    beginning: start => remembered(start, false),
    words,
    /* What is newer comes first. */
    place: number => number < main ? number : places[number - main] - 0.5,
    /* What a result shows. */
    shown: async id => (await load(new URL(`advisories/${encodeURIComponent(id)}.json`, base))).json(),
  }
}
