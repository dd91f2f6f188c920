import { loadEventRules } from '@huiyin/keywords/event-rules'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findSpike, hoursToFindSpike } from './find-spike.js'
import { asPosts, hoursOf, toldMinute } from './told-times.js'

const { spike } = loadEventRules()
const now = new Date('2026-03-02T12:17:31+08:00')
/** Minutes before now, many of them close together, some to come. */
const ago = fc.oneof(
  fc.integer({ min: -90, max: 200 }),
  fc.integer({ min: -90, max: 14_000 }),
  fc.constantFrom(60, 61, 180, 181),
)
const told = fc
  .array(ago, { minLength: 1, maxLength: 60 })
  .map((all) =>
    all.map((minutes) => ({ foundAt: now, publishedAt: new Date(now.getTime() - minutes * 60_000 + 7) })),
  )

test('a sudden growth is the same by the hour as post by post', () => {
  fc.assert(
    fc.property(told, (posts) => {
      const ask = hoursToFindSpike(now, spike)
      const hours = hoursOf(posts).sort((a, b) => a.hour - b.hour)
      const [oldest] = hours
      const kept = hours
        .filter(({ hour }) => hour >= ask.since || hour === oldest?.hour)
        .map((row) => (ask.whole.includes(row.hour) || row === oldest ? row : { ...row, minutes: null }))
      const each = posts.map((post) => ({ at: toldMinute(post) * 60_000, posts: 1 }))
      expect(findSpike(asPosts(kept), now, spike)).toEqual(findSpike(each, now, spike))
    }),
  )
})

test('posts that came and went again leave no hour behind', () => {
  fc.assert(
    fc.property(told, told, (stay, go) => {
      expect(hoursOf([...go, ...stay], go)).toEqual(expect.arrayContaining(hoursOf(stay)))
      expect(hoursOf([...go, ...stay], go)).toHaveLength(hoursOf(stay).length)
    }),
  )
})
