// Topics on tickets of another city, filed by their own categories: node bench/another-city.mjs (after `npx tsc -b`).
// Trains on the board alone, and as shipped with half of the tickets; asks the
// other half. Reads ../shared/data beside the clone; prints JSON. About two minutes.
import { readFileSync } from 'node:fs'
import { answer, learn } from '../analyzer/dist/model/learn.js'
import { measure, toAnswered } from '../analyzer/dist/model/measure.js'
import { asOtherPlace, asTopicName, checkRow } from '../analyzer/dist/model/training-rows.js'

const read = (file) =>
  readFileSync(new URL(`../../shared/data/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
const seed = 1
const board = read('topics/train.jsonl').map((row) => checkRow('topics', row))
const names = read('topics/taxonomy.jsonl').flatMap((row, i) => asTopicName(row, i) ?? [])
const tickets = read('dispatch/train.jsonl').flatMap((row) => asOtherPlace(row) ?? [])
const [learnt, asked] = [0, 1].map((half) => tickets.filter((_, i) => i % 2 === half))
const home = read('topics/dev.jsonl').map((row) => checkRow('topics', row))
const scores = (weights) => {
  const of = (rows) => measure(toAnswered(rows, weights.labels, answer(weights, rows)))
  const { accuracy, macroF1 } = of(asked)
  return { elsewhere: { count: asked.length, accuracy, macroF1 }, home: { macroF1: of(home).macroF1 } }
}
console.log(
  JSON.stringify({
    boardOnly: scores(learn('topics', board, [], seed)),
    asShipped: scores(learn('topics', board, learnt, seed, names)),
  }),
)
