/* The tree of all products: only those whose names have every word that is typed, with their families open. */
import { count } from "./affected/words.js"

const SPACE = /[\s,()]+/

const form = document.querySelector(".kb-product-filter")
const field = form.elements.q
const status = form.querySelector("[role=status]")
const forms = JSON.parse(form.dataset.count)
const tree = document.querySelector(".kb-vendors")
const families = [...tree.querySelectorAll("details")]
const products = [...tree.querySelectorAll("[data-words]")].map(node => (
  { node, words: node.dataset.words.toLowerCase().split(SPACE) }))

function filter() {
  const wanted = field.value.toLowerCase().split(SPACE).filter(Boolean)
  let shown = 0
  for (const { node, words } of products) {
    const fits = wanted.every(word => words.some(each => each.startsWith(word)))
    node.hidden = !fits
    shown += fits
  }
  for (const family of families) {
    family.open = wanted.length > 0
    family.parentElement.hidden = !family.querySelector("[data-words]:not([hidden])")
  }
  for (const vendor of tree.children)
    vendor.hidden = !vendor.querySelector("[data-words]:not([hidden])")
  tree.classList.toggle("kb-vendors--filtered", wanted.length > 0)
  status.textContent = wanted.length ? count(forms, shown) : ""
}

form.hidden = false
form.addEventListener("submit", event => event.preventDefault())
field.addEventListener("input", filter)
if (field.value) filter()
