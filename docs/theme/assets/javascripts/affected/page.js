/* The page "Am I affected?": what is entered, chosen and shown. The selection is kept in the address. */
import { download, toCsv } from "../csv.js"
import { readFragment, writeFragment } from "./fragment.js"
import { familyProducts, isKnown, match, namesOf, openData, vendorUpdates } from "./match.js"
import { makeRecognizer, parseProducts, parseUpdates } from "./parse.js"
import { day, drawGroups, rowsForCsv } from "./result.js"
import { readSystems } from "./systeminfo.js"
import { drawTree } from "./tree.js"
import { count, element, fill } from "./words.js"

const PAUSE = 200  // milliseconds without a key before typing is answered

const root = document.querySelector(".kb-affected")
const labels = JSON.parse(root.dataset.labels)
const { words } = labels
const language = document.documentElement.lang
const find = name => root.querySelector(`.kb-affected__${name}`)
const names = document.getElementById("kb-affected-names")
const installed = document.getElementById("kb-affected-updates")

const chosen = new Set()  // ids of products and families
let updates = []  // installed ones
let found  // what match returned last
let left = ""  // names that were not recognized
let lastSystems = []  // what the output of systeminfo was about
let data, titles, recognize, otherUpdates, tree

function nameOf(id) {
  if (!id.endsWith("*")) return data.byKey.get(id).name[language]
  const products = familyProducts(data, id.slice(0, -1))
  if (products.length === 1) return products[0].name[language]
  return fill(words.all_versions, { name: data.families.find(family => `${family.id}*` === id).name })
}
const namesOfIds = ids => ids.map(nameOf).join(", ")

/* Texts of updates: KB954474, MS08-067. */
const updateName = update => typeof update === "number" ? `KB${update}` : update

function choose(ids) {
  ids.forEach(id => chosen.add(id))
  answer()
}

function drop(id) {
  const buttons = [...root.querySelectorAll(".kb-affected__chips button")]
  const place = buttons.findIndex(button => button.value === id)
  chosen.delete(id)
  answer()
  const left = root.querySelectorAll(".kb-affected__chips button")
  if (place >= 0) (left[Math.min(place, left.length - 1)] || names).focus()
}

function drawChosen() {
  const chips = [...chosen].map(id => {
    const button = element("button", "", "×")
    button.type = "button"
    button.value = id
    button.setAttribute("aria-label", fill(words.remove, { name: nameOf(id) }))
    button.addEventListener("click", () => drop(id))
    return element("li", "kb-chip", element("span", "", nameOf(id)), button)
  })
  root.querySelector(".kb-affected__chips").replaceChildren(...chips)
  find("chosen").hidden = !chips.length
}

/* Takes up what the box with names of products holds; what is not recognized stays there. The updates that systeminfo
   prints beside the name of a system go into their own box. */
function takeNames() {
  const { systems, printed, other } = readSystems(names.value)
  const { ids, unknown } = parseProducts([other, ...systems].join("\n"), recognize)
  if (!ids.length && names.value === left) return  // leaving the box and pressing the button are two events
  names.value = left = unknown.map(each => each.line).join("\n")
  const said = ids.length ? [element("p", "", fill(count(words.recognized, ids.length), { names: namesOfIds(ids) }))] : []
  for (const { line, suggestions } of unknown) {
    const note = element("p", "kb-affected__unknown", fill(words.unrecognized, { line }))
    if (suggestions.length) note.append(` ${words.suggestions} `)
    for (const id of suggestions) {
      const button = element("button", "kb-affected__suggestion", nameOf(id))
      button.type = "button"
      button.addEventListener("click", () => {
        names.value = left = names.value.split("\n").filter(each => each !== line).join("\n")
        note.remove()
        names.focus()
        choose([id])
      })
      note.append(button, " ")
    }
    said.push(note)
  }
  find("named").replaceChildren(...said)
  choose(ids)
  const more = parseUpdates(printed).updates.filter(update => !updates.includes(update))
  if (!more.length) return
  installed.value = [installed.value.trim(), ...more.map(updateName)].filter(Boolean).join("\n")
  takeUpdates()
}

function takeUpdates() {
  const parsed = parseUpdates(installed.value, otherUpdates)
  updates = parsed.updates
  const kbs = updates.filter(update => typeof update === "number").length
  const bulletins = updates.filter(update => /^MS\d\d-\d{3}$/.test(update)).length
  const others = updates.length - kbs - bulletins
  const parts = [[words.kbs, kbs], [words.bulletins, bulletins], [words.others, others]]
    .filter(([, number]) => number).map(([forms, number]) => count(forms, number))
  const said = []
  if (installed.value.trim()) said.push(parts.join(", ") || words.no_updates)
  if (parsed.skipped) said.push(count(words.skipped, parsed.skipped))
  const { systems } = readSystems(installed.value)
  const added = systems.filter(system => !lastSystems.includes(system))  // once: it may have been removed since
  lastSystems = systems
  const { ids, unknown } = parseProducts(added.join("\n"), recognize)
  if (ids.length) said.push(fill(words.from_system, { names: namesOfIds(ids) }))
  ids.forEach(id => chosen.add(id))
  if (unknown.length) {
    names.value = [names.value, ...unknown.map(each => each.line)].filter(Boolean).join("\n")
    takeNames()
  }
  find("recognized").replaceChildren(...said.map(sentence => element("p", "", sentence)))
  answer()
}

/* What a printed result rests on: the day, and what is installed. */
function drawBasis() {
  const today = new Date().toLocaleDateString("sv")  // year, month, and day as in 2008-06-13
  const names = updates.map(updateName).join(", ") || words.none_entered
  find("basis").textContent = fill(words.basis, { day: day(today, language), updates: names })
}

/* Shows what applies, and writes the selection into the address. */
function answer() {
  const fragment = writeFragment([...chosen], updates)
  history.replaceState(history.state, "", fragment || location.pathname + location.search)
  root.querySelector(".kb-copy-link").dataset.url = location.href
  drawChosen()
  tree?.update()
  found = match(data, [...chosen], updates)
  const number = status => found.results.filter(result => status.includes(result.status)).length
  find("order").hidden = !found.results.length
  find("actions").hidden = !chosen.size && !updates.length
  find("summary").textContent = !chosen.size ? words.start : !found.results.length ? words.none : fill(words.summary, {
    applies: count(words.applies, found.results.length),
    todo: number(["todo", "partial"]), read: number(["read"]), done: number(["done"]),
  })
  drawBasis()
  find("groups").replaceChildren(...chosen.size ? drawGroups(found, { data, titles, labels, language, updateName }) : [])
  root.dataset.affectedState = "done"
}

/* What the address holds; the box of updates is filled with it. */
function fromAddress() {
  const selection = readFragment(location.hash)
  const outdated = selection.ids.filter(id => !isKnown(data, id))
  chosen.clear()
  selection.ids.filter(id => isKnown(data, id)).forEach(id => chosen.add(id))
  installed.value = selection.updates.map(updateName).join("\n")
  const said = outdated.length ? [element("p", "", fill(words.outdated, { names: outdated.join(", ") }))] : []
  find("named").replaceChildren(...said)
  takeUpdates()
}

const ACTIONS = {
  csv: () => download(words.file, toCsv(rowsForCsv(found, { data, titles, labels, language, updateName }))),
  print: () => print(),
  restart: () => {
    chosen.clear()
    names.value = left = installed.value = ""
    find("named").replaceChildren()
    takeUpdates()
    names.focus()
  },
}

async function load(file) {
  const response = await fetch(new URL(`${root.dataset.source}${file}`, location))
  if (!response.ok) throw new Error(`${response.status} ${response.url}`)
  return response.json()
}

async function start() {
  find("summary").textContent = words.loading
  const waiting = Promise.all([load("affected.json"), load(`titles-${language}.json`)])
  root.hidden = false
  try {
    const [raw, named] = await waiting
    data = openData(raw)
    titles = named
  } catch (error) {
    console.error(error)
    root.dataset.affectedState = "failed"
    find("summary").textContent = words.failed
    return
  }
  recognize = makeRecognizer([...namesOf(data)])
  otherUpdates = vendorUpdates(data)
  tree = drawTree(find("picker"), find("tree"), { data, words, language, chosen, choose, drop })
  fromAddress()
  addEventListener("hashchange", fromAddress)
  addEventListener("beforeprint", () => root.querySelectorAll(".kb-search-more").forEach(button => button.click()))
  find("add").addEventListener("submit", event => {
    event.preventDefault()
    takeNames()
  })
  names.addEventListener("change", takeNames)
  names.addEventListener("paste", () => setTimeout(takeNames))
  let pause
  installed.addEventListener("input", () => {
    clearTimeout(pause)
    pause = setTimeout(takeUpdates, PAUSE)
  })
  for (const button of root.querySelectorAll("[data-action]"))
    button.addEventListener("click", () => ACTIONS[button.dataset.action]())
}

start()
