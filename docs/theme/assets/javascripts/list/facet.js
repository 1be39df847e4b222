/* A facet is one property of the rows: its values, those that are chosen, and those that each row has. Rows and values
   are numbers. The values of products make a tree: a row that has a product has its family and vendor, too. */

export const OFF = 0, SOME = 1, ON = 2

export class Facet {
  /* `values` are {name, value, label}, named as in the address; `parents` has the number of the value above each one,
     undefined at the top; `rows` has for every row a list of numbers. */
  constructor(values, parents, rows) {
    this.values = values
    this.parents = parents
    this.children = values.map(() => [])
    parents.forEach((parent, value) => this.children[parent]?.push(value))
    this.own = rows
    const lines = values.map((_, value) => this.#line(value))
    this.rows = rows.map(own => own.length === 1 ? lines[own[0]] : [...new Set(own.flatMap(value => lines[value]))])
    this.chosen = new Set()
    this.counts = []
  }

  /* A value and all above it. */
  #line(value) {
    return value === undefined ? [] : [value, ...this.#line(this.parents[value])]
  }

  /* A value and all below it. */
  #branch(value) {
    return [value, ...this.children[value].flatMap(child => this.#branch(child))]
  }

  has(row) {
    return !this.chosen.size || this.rows[row].some(value => this.chosen.has(value))
  }

  /* Chooses what the address names. A value that no row has leaves no row: a link to a selection never shows more. */
  choose(name, value) {
    const found = this.values.flatMap((each, number) => each.name === name && each.value === value ? [number] : [])
    if (!found.length) {
      found.push(this.values.push({ name, value, label: value }) - 1)
      this.children.push([])
    }
    for (const number of found) if (!this.#line(number).some(each => this.chosen.has(each))) this.tick(number, true)
  }

  /* Ticks a value or takes its tick away. A chosen value stands for all below it; when one of those is taken away,
     the others stay. */
  tick(value, on) {
    for (const each of this.#branch(value)) this.chosen.delete(each)
    if (on) this.chosen.add(value)
    const line = this.#line(value)
    const whole = on ? -1 : line.findIndex(each => this.chosen.has(each))
    if (whole < 0) return
    this.chosen.delete(line[whole])
    for (const parent of line.slice(1, whole + 1))
      for (const child of this.children[parent]) if (!line.includes(child)) this.chosen.add(child)
  }

  /* What is chosen, in the order of the values. */
  get selection() {
    return [...this.chosen].sort((a, b) => a - b)
  }

  /* For every value, whether its box is ticked: ON, OFF, or SOME where only some below it are. */
  get marks() {
    const marks = []
    const mark = (value, above) => {
      const on = above || this.chosen.has(value)
      const below = this.children[value].map(child => mark(child, on))
      const full = on || below.length > 0 && below.every(each => each === ON)
      return marks[value] = full ? ON : below.some(each => each !== OFF) ? SOME : OFF
    }
    this.values.forEach((_, value) => { if (this.parents[value] === undefined) mark(value, false) })
    return marks
  }
}

/* Returns which of `number` rows pass `passes` and every facet, and has each facet count for its values the rows that
   pass everything else. */
export function narrow(facets, number, passes) {
  for (const facet of facets) facet.counts = new Array(facet.values.length).fill(0)
  const left = []
  for (let row = 0; row < number; row++) {
    if (!passes(row)) continue
    const missed = facets.filter(facet => !facet.has(row))
    if (missed.length > 1) continue
    if (!missed.length) left.push(row)
    for (const facet of missed.length ? missed : facets) for (const value of facet.rows[row]) facet.counts[value]++
  }
  return left
}
