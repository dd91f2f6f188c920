import { expect, test } from 'vitest'
import { figuresOf, type SourceSums } from './source-figures.js'

const sums = (over: { recent?: object; usual?: object } = {}): SourceSums => ({
  recent: { sweeps: 144, ran: 144, nonzero: 144, new: 40, admitted: 6, ...over.recent },
  usual: {
    sweeps: 4_032,
    ran: 4_000,
    nonzero: 3_990,
    new: 1_120,
    admitted: 448,
    hours: 672,
    longestBad: 0,
    ...over.usual,
  },
})
const swept = { badInRow: 0, isReceived: false }
const lowOf = (one: SourceSums, means = swept) =>
  figuresOf(one, means).flatMap(({ name, low }) => (low ? [name] : []))

test('each of the five figures stands beside what is usual for the source itself', () => {
  expect(figuresOf(sums(), swept).map(({ name, now, usual }) => [name, now, usual])).toEqual([
    ['ran', '144/144 次', '99%'],
    ['nonzero', '144/144 次', '99%'],
    ['new', '40 条', '40 条'],
    ['admitted', '6 条', '16 条'],
    ['failures', '0 次', '没有'],
  ])
  expect(lowOf(sums())).toEqual([])
})

test('sweeps that all end well and see nothing are told apart from those that see something', () => {
  expect(lowOf(sums({ recent: { nonzero: 0, new: 0, admitted: 0 } }))).toEqual(['nonzero', 'new', 'admitted'])
})

test('much that is new and nothing that enters an event is unusual where something usually does', () => {
  expect(lowOf(sums({ recent: { admitted: 0 } }))).toEqual(['admitted'])
  expect(lowOf(sums({ recent: { admitted: 0 }, usual: { admitted: 28 } }))).toEqual([])
})

test('failures in a row are unusual when there were never as many', () => {
  expect(lowOf(sums(), { ...swept, badInRow: 3 })).toEqual(['failures'])
  expect(lowOf(sums({ usual: { longestBad: 6 } }), { ...swept, badInRow: 3 })).toEqual([])
})

test('while too little is known nothing is called usual', () => {
  expect(figuresOf(sums({ usual: { hours: 12 } }), swept).map(({ usual }) => usual)).toEqual(
    Array.from({ length: 5 }, () => null),
  )
})

test('of what is brought only what came and what entered an event is told', () => {
  expect(figuresOf(sums(), { badInRow: 0, isReceived: true }).map(({ name }) => name)).toEqual([
    'new',
    'admitted',
  ])
})
