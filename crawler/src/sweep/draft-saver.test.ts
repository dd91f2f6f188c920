import type { ItemDraft } from '@huiyin/domain/item'
import { expect, test } from 'vitest'
import { draftSaver } from './draft-saver.js'

const page = (...titles: string[]): ItemDraft[] =>
  titles.map((title) => ({
    url: `https://x.example.cn/${title}`,
    title,
    text: title,
    publishedAt: null,
    author: null,
    images: [],
    engagement: {},
  }))
const titlesOf = (pages: readonly (readonly ItemDraft[])[]) =>
  pages.map((drafts) => drafts.map(({ title }) => title).join())

test('pages that are read while one is being saved are saved together, and each hears of its own', async () => {
  const saves: string[][] = []
  let commit: () => void = () => undefined
  const first = new Promise<void>((resolve) => {
    commit = resolve
  })
  const save = draftSaver(async (pages) => {
    saves.push(titlesOf(pages))
    if (saves.length === 1) await first
    return pages.map((drafts) => drafts.length)
  })
  const answers = Promise.all([save(page('甲')), save(page('乙', '丙')), save(page('丁'))])
  commit()
  expect(await answers).toEqual([1, 2, 1])
  expect(saves).toEqual([['甲'], ['乙,丙', '丁']])
})

test('no more than 32 pages are one transaction', async () => {
  const sizes: number[] = []
  const save = draftSaver(async (pages) => {
    sizes.push(pages.length)
    return pages.map(() => 0)
  })
  await Promise.all(Array.from({ length: 70 }, (_, at) => save(page(String(at)))))
  expect(sizes).toEqual([1, 32, 32, 5])
})

test('a page that cannot be stored fails alone: those saved with it are stored, and the next goes on', async () => {
  const stored: string[] = []
  const save = draftSaver(async (pages) => {
    if (titlesOf(pages).includes('坏')) throw new Error('unstorable')
    stored.push(...titlesOf(pages))
    return pages.map(() => 1)
  })
  const results = await Promise.allSettled([
    save(page('头')),
    save(page('好')),
    save(page('坏')),
    save(page('也好')),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(stored).toEqual(['头', '好', '也好'])
  expect(await save(page('后'))).toBe(1)
})

test('a single page that cannot be stored says why', async () => {
  const save = draftSaver(() => Promise.reject(new Error('unstorable')))
  await expect(save(page('坏'))).rejects.toThrow('unstorable')
})
