/* A list of advisories: filters and order, both kept in the address, and CSV. The page is complete without it. */
import { download, toCsv } from "./csv.js"
import { Facet, narrow, ON, SOME } from "./list/facet.js"

const AT_ONCE = 200  // rows shown without being asked for more; until this script runs, list.css sees to it
const PAUSE = 150  // milliseconds without a key before typing is answered

const form = document.querySelector(".kb-filters")
const panel = form.querySelector(".kb-filters__panel")
const { q: field } = form.elements
const list = document.querySelector(".kb-browse__list")
const status = list.querySelector("[role=status]")
const sort = list.querySelector("[name=sort]")
const chips = list.querySelector(".kb-chips")
const all = list.querySelector(".kb-browse__all")
const [body] = list.querySelector("table").tBodies
const columns = [...list.querySelectorAll("[data-sort]")]
const labels = JSON.parse(list.dataset.labels)
const language = document.documentElement.lang

const rows = [...body.rows]
const values = JSON.parse(document.querySelector(".kb-values").textContent)
const facets = [...form.querySelectorAll("[data-facet]")].map(readFacet)
const unfiltered = status.textContent
let left = []  // numbers of the rows that pass, in their order

const amount = number => number.toLocaleString(language)
const fill = (label, words) => label.replace(/{(\w+)}/g, (_, name) => words[name])

function readFacet(box) {
  const { facet: name } = box.dataset
  const inputs = [...box.querySelectorAll("input")]
  const parents = inputs.map(input => {
    const above = input.closest("li")?.parentElement.closest("li")
    return above ? inputs.indexOf(above.querySelector("input")) : undefined
  })
  const named = inputs.map(input => ({
    name: input.name, value: input.value, label: input.nextElementSibling.textContent
  }))
  const leaves = inputs.flatMap((input, value) => input.name === name ? [value] : [])
  const facet = new Facet(named, parents, values[name].map(own => [own].flat().map(number => leaves[number])))
  inputs.forEach((input, value) => input.addEventListener("change", () => {
    facet.tick(value, input.checked)
    changed()
  }))
  return Object.assign(facet, {
    name, inputs,
    title: box.parentElement.querySelector("summary").textContent,
    places: inputs.map(input => input.parentElement.querySelector(".kb-count"))
  })
}

/* Words are sought in number and title, which are read when they are first needed; KB before a number says no more. */
let texts
function wordsPass() {
  const words = field.value.replace(/\bkb\s*(?=\d)/gi, "").toLocaleLowerCase(language).split(/\s+/).filter(Boolean)
  if (!words.length) return () => true
  texts ||= rows.map(({ cells }) => `${cells[0].textContent} ${cells[1].textContent}`.toLocaleLowerCase(language))
  return row => words.every(word => texts[row].includes(word))
}

/* The place of every row in ascending order of a column. Equals stay as they are in the page, newest first. */
const ranks = {}
function rank(column) {
  return ranks[column] ||= (() => {
    const { cellIndex } = columns.find(each => each.dataset.sort === column)
    const keys = rows.map(({ cells: { [cellIndex]: cell } }) =>
      cell.querySelector("time")?.dateTime ?? cell.textContent)
    const { compare } = new Intl.Collator(language, { numeric: true })
    const places = new Map([...new Set(keys)].sort(compare).map((key, place) => [key, place]))
    return keys.map(key => places.get(key))
  })()
}

function show() {
  const [column, direction] = sort.value.split("-")
  const [places, sign] = [rank(column), direction === "asc" ? 1 : -1]
  left = narrow(facets, rows.length, wordsPass()).sort((a, b) => sign * (places[a] - places[b]))
  showRows(AT_ONCE)
  for (const facet of facets) showFacet(facet)
  for (const each of columns)
    if (each.dataset.sort !== column) each.removeAttribute("aria-sort")
    else each.setAttribute("aria-sort", direction === "asc" ? "ascending" : "descending")
  body.parentElement.dataset.sorted = column
  const [n, total] = [left.length, rows.length].map(amount)
  status.textContent = !left.length ? labels.nothing
    : left.length === rows.length ? unfiltered : fill(labels.some, { n, total })
  showChips()
  for (const button of document.querySelectorAll(".kb-copy-link")) button.dataset.url = location.href
}

function showRows(limit) {
  body.replaceChildren(...left.slice(0, limit).map(row => rows[row]))
  all.hidden = left.length <= limit
  all.textContent = fill(labels.all, { n: amount(left.length) })
}

function showFacet(facet) {
  const marks = facet.marks
  facet.inputs.forEach((input, value) => {
    const count = facet.counts[value]
    input.checked = marks[value] === ON
    input.indeterminate = marks[value] === SOME
    facet.places[value].textContent = amount(count)
    input.parentElement.classList.toggle("kb-tick--none", !count)
  })
}

/* What is chosen, each with a button that takes it away. */
function showChips() {
  const chosen = facets.flatMap(facet => facet.selection.map(value => ({
    name: `${facet.title}: ${facet.values[value].label}`,
    remove: () => facet.tick(value, false)
  })))
  if (field.value.trim()) chosen.push({ name: `${labels.facet.words}: ${field.value.trim()}`, remove: () => { field.value = "" } })
  const [shown, reset] = chips.children
  shown.replaceChildren(...chosen.map(({ name, remove }, number) => {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = name
    button.setAttribute("aria-label", fill(labels.remove, { name }))
    button.addEventListener("click", () => {
      remove()
      changed()
      const rest = shown.querySelectorAll("button")
      focusOn(rest[number] || rest[number - 1])
    })
    const item = document.createElement("li")
    item.append(button)
    return item
  }))
  chips.hidden = !chosen.length
  panel.querySelector(".kb-filters__number").textContent = chosen.length ? `(${chosen.length})` : ""
}

/* Where a button was that is there no more, the next one takes the focus. */
function focusOn(button) {
  (button || panel.querySelector("summary")).focus()
}

/* The address: names and values as in the form; what is as always is left out. */
function toAddress() {
  const query = new URLSearchParams()
  if (field.value.trim()) query.set("q", field.value.trim())
  for (const facet of facets)
    for (const value of facet.selection) query.append(facet.values[value].name, facet.values[value].value)
  if (sort.selectedIndex) query.set("sort", sort.value)
  return query.size ? `?${query}` : location.pathname
}

function fromAddress() {
  const query = new URLSearchParams(location.search)
  field.value = query.get("q") || ""
  for (const facet of facets) {
    facet.chosen.clear()
    const names = new Set([facet.name, ...facet.inputs.map(input => input.name)])
    for (const [name, value] of query) if (names.has(name)) facet.choose(name, value)
  }
  sort.value = query.get("sort")
  if (sort.selectedIndex < 0) sort.selectedIndex = 0
  show()
  for (const partly of form.querySelectorAll(".kb-tick:has(:indeterminate)")) partly.nextElementSibling.open = true
}

/* Every choice is an entry of the history; while words are typed, the entry is kept up to date. */
let typing = false
let pause
function changed(typed = false) {
  clearTimeout(pause)
  history[typing && typed ? "replaceState" : "pushState"](null, "", toAddress())
  typing = typed
  show()
}

field.addEventListener("input", () => {
  clearTimeout(pause)
  pause = setTimeout(changed, PAUSE, true)
})
form.addEventListener("submit", event => event.preventDefault())
sort.addEventListener("change", () => changed())
all.addEventListener("click", () => {
  showRows(Infinity)
  rows[left[AT_ONCE]].querySelector("a").focus()
})
chips.querySelector(".kb-chips__reset").addEventListener("click", () => {
  field.value = ""
  for (const facet of facets) facet.chosen.clear()
  changed()
  focusOn()
})
for (const head of columns) {
  const button = document.createElement("button")
  button.type = "button"
  button.append(...head.childNodes)
  button.addEventListener("click", () => {
    const column = head.dataset.sort
    const [first, second] = [...sort.options].map(option => option.value).filter(each => each.startsWith(column))
    sort.value = sort.value === first ? second : first
    changed()
  })
  head.append(button)
}

/* All that passes, with what the filters know of it. */
list.querySelector(".kb-browse__csv").addEventListener("click", () => {
  const [products, ...others] = facets
  const told = [...others.filter(facet => facet.name !== "year"), products]
  const heads = [...columns.map(head => head.textContent), ...told.map(facet => facet.title), labels.address]
  const lines = left.map(row => [
    ...columns.map(({ cellIndex }) => {
      const cell = rows[row].cells[cellIndex]
      return cell.querySelector("time")?.dateTime ?? cell.querySelector("a").textContent
    }),
    ...told.map(facet => facet.own[row].map(value => facet.values[value].label).join("; ")),
    rows[row].querySelector("a").href
  ])
  const name = location.pathname.match(/advisories[^]*/)[0].replace(/\/(?=.)/g, "-").replace("/", "")
  download(`${name}.csv`, toCsv([heads, ...lines]))
})

/* Paper has all that passes. */
addEventListener("beforeprint", () => showRows(Infinity))
addEventListener("afterprint", () => showRows(AT_ONCE))

list.parentElement.classList.add("kb-browse--ready")
const wide = matchMedia("(min-width: 60em)")
const fold = () => { panel.open = wide.matches }
wide.addEventListener("change", fold)
fold()
addEventListener("popstate", () => {
  clearTimeout(pause)
  typing = false
  fromAddress()
})
fromAddress()
