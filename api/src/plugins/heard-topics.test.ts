import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ChangeTopic, changeTopics } from '@huiyin/domain/change'
import { expect, test } from 'vitest'
import { topicsOf, unheardTopics } from './heard-topics.js'

const heard = new Set<ChangeTopic>(Object.values(topicsOf).flat())

test.each(changeTopics)('a change of %s is told to some role, or it says why to none', (topic) => {
  expect(heard.has(topic)).toBe(!(topic in unheardTopics))
})

test('a page that waits for a topic waits for one that is told', () => {
  const pages = join(import.meta.dirname, '../../../dashboard/src')
  const awaited = readdirSync(pages, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(vue|ts)$/.test(name))
    .flatMap((name) => [...readFileSync(join(pages, name), 'utf8').matchAll(/topics: \[([^\]]*)\]/g)])
    .flatMap(([, list = '']) => [...list.matchAll(/'([a-z]+)'/g)].map(([, topic]) => topic as ChangeTopic))
  expect(awaited.length).toBeGreaterThan(20)
  expect([...new Set(awaited)].filter((topic) => !heard.has(topic))).toEqual([])
})
