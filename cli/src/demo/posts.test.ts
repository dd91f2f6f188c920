import { InvalidInput } from '@huiyin/domain/errors'
import { describe, expect, test } from 'vitest'
import { loadDemoCounty } from './county.js'
import { demoSites, loadDemoPosts, parsePosts } from './posts.js'

const posts = loadDemoPosts()
const text = '禾阳路的路灯坏了很久，晚上出门什么也看不见，请问到底由哪家单位来修，什么时候能够修好？'
const yaml = (fields: string) =>
  `- id: test-01\n  site: board\n  title: 路灯坏了\n  author: 网民\n  text: ${text}\n${fields}`

describe('the texts of the demonstration', () => {
  test('about a hundred and ten posts use every site', () => {
    expect(posts.length).toBeGreaterThanOrEqual(105)
    expect(new Set(posts.map((post) => post.site))).toEqual(new Set(demoSites))
  })

  test('about thirty posts stand at the start, and the rest appear every 6 to 20 seconds for some twenty minutes', () => {
    const live = posts.map((post) => post.afterSeconds).filter((seconds) => seconds > 0)
    const times = live.sort((a, b) => a - b)
    expect(posts.length - times.length).toBeGreaterThanOrEqual(28)
    for (const [index, time] of times.slice(1).entries()) {
      expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(6)
      expect(time - (times[index] ?? 0)).toBeLessThanOrEqual(20)
    }
    expect(times.at(-1)).toBeGreaterThan(1100)
  })

  test('what a reader expects names units of the directory, and their words stand in the text', () => {
    const units = new Map(loadDemoCounty().units.map((unit) => [unit.code, unit]))
    for (const post of posts) {
      for (const code of [post.expect?.unit, post.expect?.accused]) {
        if (code === undefined) continue
        const unit = units.get(code)
        expect(unit, `${post.id}: ${code}`).toBeDefined()
        const words = [...(unit?.duties ?? []), ...(unit?.aliases ?? []), ...(unit?.places ?? [])]
        const whole = `${post.title ?? ''}${post.text}`
        if (post.expect?.event === undefined)
          expect(
            words.filter((word) => whole.includes(word)),
            post.id,
          ).not.toEqual([])
      }
    }
  })

  test('some posts repeat another word for word on another site', () => {
    const copies = posts.filter((post) =>
      posts.some((other) => other.id !== post.id && other.text === post.text),
    )
    expect(copies.map((post) => post.id)).toContain('policy-06')
  })

  test('the sick pupils grow from 6 to 18 to 53', () => {
    const school = posts.filter((post) => post.expect?.event === 'school')
    const firstWith = (words: RegExp) =>
      school.find((post) => words.test(post.text))?.afterSeconds ?? Number.NaN
    expect(firstWith(/6个孩子/)).toBeLessThan(firstWith(/18/))
    expect(firstWith(/18/)).toBeLessThan(firstWith(/53/))
  })
})

describe('a wrong post is refused with its file and field', () => {
  const messageOf = (source: string) => {
    try {
      parsePosts(source, '/demo/posts/test.yml')
    } catch (error) {
      if (error instanceof InvalidInput) return error.message
      throw error
    }
    return 'accepted'
  }

  test('a good one is accepted', () => {
    expect(messageOf(yaml('  afterSeconds: 5'))).toBe('accepted')
  })
  test('a field that is not known', () => {
    expect(messageOf(yaml('  afterSeconds: 5\n  colour: red'))).toMatch(/test\.yml/)
  })
  test('negative counts', () => {
    expect(messageOf(yaml('  afterSeconds: 5\n  reads: -1'))).toMatch(/test\.yml 的 \/0\/reads/)
  })
  test('a backlog post without a past', () => {
    expect(messageOf(yaml('  afterSeconds: 0'))).toMatch(/test-01.*publishedAgoMinutes/)
  })
  test('a board post without a title', () => {
    expect(messageOf(yaml('  afterSeconds: 5').replace('  title: 路灯坏了\n', ''))).toMatch(
      /test-01 缺少标题/,
    )
  })
  test('text that is not YAML', () => {
    expect(messageOf('- id: [')).toMatch(/test\.yml 不是有效的 YAML/)
  })
})
