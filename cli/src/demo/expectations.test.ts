import { bCubed } from '@huiyin/analyzer/score'
import { gravest, isGraver, raisedByOne } from '@huiyin/domain/severity'
import { describe, expect, test } from 'vitest'
import { type ReplayedPost, replayDemo } from './replay.js'

const { posts, events } = await replayDemo()
const ids = (found: readonly ReplayedPost[]) => found.map(({ post }) => post.id)
const storylines = [...new Set(posts.flatMap(({ post }) => post.expect?.event ?? []))]

/** The event most posts of a storyline are in. */
function eventOf(storyline: string) {
  const own = (event: (typeof events)[number]) =>
    event.posts.filter(({ post }) => post.expect?.event === storyline).length
  return events.reduce((a, b) => (own(b) > own(a) ? b : a))
}

describe('the rules on the demonstration county', () => {
  test('19 of 20 posts are rightly admitted or left out', () => {
    const read = posts.filter(({ post }) => post.expect)
    const wrong = read.filter(({ post, admission }) => admission.admitted !== (post.expect?.admitted ?? true))
    expect(wrong.length / read.length, ids(wrong).join()).toBeLessThanOrEqual(0.05)
  })

  test('9 of 10 posts are proposed to the unit a reader would choose', () => {
    const expected = posts.filter(({ post, admission }) => post.expect?.unit && admission.admitted)
    const wrong = expected.filter(({ post, judgement }) => judgement.units[0]?.code !== post.expect?.unit)
    expect(wrong.length / expected.length, ids(wrong).join()).toBeLessThanOrEqual(0.1)
  })

  test('no drill, rumour, hypothesis or memory is graded above what a reader allows', () => {
    const above = posts.filter(
      ({ post, judgement }) => post.expect?.maxGrade && isGraver(judgement.grade, post.expect.maxGrade),
    )
    expect(ids(above)).toEqual([])
  })

  test.each(storylines)(
    'the storyline %s is graded as its gravest post asks, at most one higher by reaction',
    (storyline) => {
      const asked = gravest(
        posts.flatMap(({ post: { expect: e } }) => (e?.event === storyline && e.grade ? [e.grade] : [])),
      )
      expect([asked, raisedByOne[asked]]).toContain(eventOf(storyline).judgement.grade)
    },
  )

  test('each storyline is one event, and nothing else is mixed in', () => {
    const placed = posts.filter(({ event }) => event !== null)
    const pairs = placed.map(({ post, event }) => ({
      expected: post.expect?.event ?? post.id,
      answered: String(event),
    }))
    const apart = placed.filter(
      ({ post, event }) =>
        post.expect?.event && !eventOf(post.expect.event).posts.some((other) => other.event === event),
    )
    expect(bCubed(pairs).f1, ids(apart).join()).toBeGreaterThanOrEqual(0.9)
  })

  test('every unit a post accuses is found, and at most one event is walled without cause', () => {
    const missed = posts.filter(
      ({ post, judgement }) => post.expect?.accused && !judgement.accused.includes(post.expect.accused),
    )
    expect(ids(missed)).toEqual([])
    const walled = events.filter(({ judgement }) => judgement.accused.length > 0)
    const without = walled.filter(({ posts: of }) => of.every(({ post }) => !post.expect?.accused))
    expect(without.length, without.map(({ title }) => title).join()).toBeLessThanOrEqual(1)
  })
})
