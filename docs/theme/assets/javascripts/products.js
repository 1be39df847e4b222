/* The tree of all products: only those whose names have every word that is typed, with their families open. */
import { count, fits, wordsOf } from "./affected/words.js"

const form = document.querySelector(".kb-product-filter")
const field = form.elements.q
const status = form.querySelector("[role=status]")
const forms = JSON.parse(form.dataset.count)
const tree = document.querySelector(".kb-vendors")
const families = [...tree.querySelectorAll("details")]
const products = [...tree.querySelectorAll("[data-words]")].map(node => (
  { node, words: wordsOf(node.dataset.words) }))

function filter() {
  const wanted = wordsOf(field.value)
  let shown = 0
  for (const { node, words } of products) {
    node.hidden = !fits(words, wanted)
    shown += !node.hidden
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
