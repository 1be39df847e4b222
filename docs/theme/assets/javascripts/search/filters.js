/* The filters and the order above the results: a group of selects, one for each. */
import { counts, FILTERS } from "./facets.js"

/* Gives the selects below `group` their life: `changed` is called when a reader has chosen something. Returns
   { set, count }. */
export function makeFilters(group, changed) {
  const selects = [...group.querySelectorAll("select")]
  const labels = Object.fromEntries(selects.map(select =>
    [select.name, new Map([...select.options].map(({ value, text }) => [value, text]))]))

  const chosen = () => Object.fromEntries(selects.map(({ name, value }) => [name, value]))

  function fill(select, numbers) {
    const { name, value: now } = select
    const known = [...labels[name].keys()].filter(value => value && (numbers.get(value) || value === now))
    const others = [...numbers.keys()].filter(value => value && !labels[name].has(value))  // years
    const values = [...known, ...others.sort().reverse()]
    if (now && !values.includes(now)) values.push(now)
    const options = values.map(value =>
      new Option(`${labels[name].get(value) || value} (${numbers.get(value) || 0})`, value))
    select.replaceChildren(new Option(labels[name].get(""), ""), ...options)
    select.value = now
    select.disabled = !now && values.length < 2  // nothing to choose from
  }

  group.addEventListener("change", () => changed(chosen()))

  return {
    /* Shows what is chosen, as it is in the page's address. */
    set(values) {
      for (const select of selects) {
        const value = values[select.name] || ""
        if (value && ![...select.options].some(option => option.value === value))
          select.add(new Option(labels[select.name].get(value) || value, value))
        select.value = value
      }
    },
    /* Shows how many of `results` each value would leave. */
    count(results, facets) {
      const numbers = counts(results, facets, chosen())
      for (const select of selects) if (FILTERS.includes(select.name)) fill(select, numbers[select.name])
    },
  }
}
