/* Filters and orders of results, by what data/facets.json says of all advisories; scripts/kb/render/facets.py writes
   it. The results page loads it behind the first results. */

export const FILTERS = ["kind", "severity", "state", "year"]
export const ORDERS = ["published-desc", "updated-desc"]  // besides the one by relevance

/* Returns the facts of every advisory by its id. */
export async function openFacets() {
  const response = await fetch(new URL("../../../../data/facets.json", import.meta.url), { cache: "no-cache" })
  if (!response.ok) throw new Error(`${response.status} ${response.url}`)
  const { ids, values, ...columns } = await response.json()
  return new Map(ids.map((id, row) => {
    const published = columns.published[row]
    const facts = { published, updated: columns.updated[row] || published, year: published.slice(0, 4) }
    for (const name of Object.keys(values)) facts[name] = values[name][columns[name][row]]
    return [id, facts]
  }))
}

const fits = (facts, chosen, except) =>
  facts && FILTERS.every(name => name === except || !chosen[name] || facts[name] === chosen[name])

/* Returns those of the engine's results that the filters in `chosen` let through, in the order that it names. */
export function select(results, facets, chosen) {
  const found = results.filter(result => fits(facets.get(result.id), chosen))
  const [fact] = chosen.sort.split("-")
  const day = result => facets.get(result.id)[fact]
  if (fact) found.sort((a, b) => day(b).localeCompare(day(a)))
  return found
}

/* Returns, for each filter, how many results each of its values would leave with the other filters as they are. */
export function counts(results, facets, chosen) {
  return Object.fromEntries(FILTERS.map(name => {
    const numbers = new Map()
    for (const { id } of results) {
      const facts = facets.get(id)
      if (fits(facts, chosen, name)) numbers.set(facts[name], (numbers.get(facts[name]) || 0) + 1)
    }
    return [name, numbers]
  }))
}
