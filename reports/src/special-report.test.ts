import { describe, expect, test } from 'vitest'
import { renderSpecialReport } from './special-report.js'
import { specialReportModel } from './special-report-model.js'
import { buildCaseFile, buildEvent, buildInput, buildItem, buildJudgement } from './testing/build-input.js'
import { drawnLines, typesetText } from './testing/typeset-text.js'
import { createTypesetter, TypesettingFailed } from './typesetter.js'

const fifty = () =>
  Array.from({ length: 50 }, (_, i) =>
    buildItem(i + 1, { judgement: buildJudgement({ appeal: i % 2 === 0 ? '投诉' : '咨询' }) }),
  )

test('the report is a PDF with pages', async () => {
  const pdf = await renderSpecialReport(buildInput({ caseFile: buildCaseFile() }))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.subarray(-6).toString()).toContain('%%EOF')
  expect(typesetText(buildInput()).pages).toBeGreaterThan(2)
})

test('the same input gives the same bytes', async () => {
  const input = buildInput({ event: buildEvent(fifty()) })
  const first = await renderSpecialReport(input)
  await renderSpecialReport(buildInput())
  expect((await renderSpecialReport(input)).equals(first)).toBe(true)
})

test('an event of one item without trend, publication time or case is still a report', () => {
  const item = buildItem(1, { publishedAt: null, engagement: {}, judgement: null, title: '' })
  const { pages, texts } = typesetText(
    buildInput({
      event: buildEvent([item], {
        trend: [],
        unit: null,
        proposed: buildJudgement({ units: [], factors: [] }),
      }),
    }),
  )
  expect(pages).toBeGreaterThan(1)
  expect(texts.join('\n')).toContain('传播曲线暂无数据，因为')
})

test('each of fifty items is a row, and each number printed leads to one', () => {
  const { texts, links } = typesetText(buildInput({ event: buildEvent(fifty()) }))
  const list = texts.find((text) => text.includes('标题与链接')) ?? ''
  for (let number = 1; number <= 50; number += 1) expect(list).toContain(`春晓小区停水三天（${number}）`)
  const targets = new Set(links.filter((link) => link.startsWith('<item-')))
  const printed = new Set(
    [...texts.join('').matchAll(/(?<!与)\[(\d+)\]/g)].map(([, number]) => `<item-${number}>`),
  )
  expect(printed.size).toBeGreaterThan(5)
  expect([...printed].filter((label) => !targets.has(label))).toEqual([])
})

describe('text of a page is never markup', () => {
  const payloads = [
    '#import "@preview/evil:1.0.0": *',
    '#panic("owned")',
    '$ sum_(i=0)^n $ 与 $',
    '反斜杠 \\ 和 \\u{41}',
    '*粗* _斜_ `码` ~ -- ...',
    '@item-1 <item-1> <x> [内容] ]',
    '= 标题 // 注释 /* 块 */',
    '</svg><script>1</script>&amp;',
  ]
  test.each(payloads)('%s is printed as it stands', (payload) => {
    const judgement = buildJudgement({
      factors: [{ name: payload, points: 3, evidence: [], basis: payload }],
      units: [{ code: 'u', name: payload, group: '住建', role: 'lead', confidence: 1, reason: payload }],
    })
    const item = buildItem(1, {
      title: payload,
      text: `${payload} 这一句话要足够长才会被引用`,
      source: { id: 's', name: payload, kind: 'forum', level: payload },
      judgement,
      url: `https://bbs.example/${payload}`,
    })
    const { texts } = typesetText(
      buildInput({
        issuingOffice: payload,
        copyTo: [payload],
        event: buildEvent([item], { title: payload, proposed: judgement, decision: { reason: payload } }),
      }),
    )
    const letters = texts.join('\n').replaceAll(' ', '')
    expect(letters.split(payload.replaceAll(' ', '')).length - 1).toBeGreaterThan(6)
  })

  test('only web addresses become links', () => {
    const items = [
      buildItem(1, { url: 'javascript:alert(1)' }),
      buildItem(2, { url: 'file:///etc/passwd' }),
      buildItem(3, { url: 'https://bbs.example/3' }),
    ]
    const { links } = typesetText(buildInput({ event: buildEvent(items) }))
    expect(links.filter((link) => !link.startsWith('<item-'))).toEqual(['https://bbs.example/3'])
  })

  test('pictures that official faces lack are named, letters and digits stay', () => {
    const item = buildItem(1, { title: '停水👨‍👩‍👧👍🏽第3天★❤️' })
    const { texts } = typesetText(buildInput({ event: buildEvent([item]) }))
    expect(texts.join()).toContain('停水〔表情〕第3天★〔表情〕')
  })

  test('bidirectional overrides and control characters are taken out', () => {
    const report = specialReportModel(
      buildInput({ event: buildEvent([buildItem(1)], { title: '停\u202e水\u0007三\u200b天' }) }),
    )
    expect(report.title).toBe('关于“停水三天”的舆情专报')
  })
})

test('a full page holds 22 lines of 28 characters, 28 points apart, in a type area 156 mm wide (GB/T 9704-2012)', () => {
  const reason = '全体居民反映自来水停供问题请求有关部门尽快组织抢修恢复供水'.repeat(70)
  const lines = drawnLines(buildInput({ event: buildEvent([buildItem(1)], { decision: { reason } }) }))
  // Odd pages are bound on the left (28 mm), even pages on the right (26 mm are left outside).
  const edges = [28, 26].map((mm) => (mm / 25.4) * 72)
  const full = lines.filter((line) => line.glyphs === 28 && edges.some((x) => Math.abs(line.x - x) < 0.01))
  expect(full.length).toBeGreaterThan(50)
  let [run, longest] = [1, 1]
  for (const [index, line] of full.entries()) {
    const above = full[index - 1]
    run = above && Math.abs(line.y - above.y - 28) < 0.01 ? run + 1 : 1
    longest = Math.max(longest, run)
  }
  expect(longest).toBe(22)
})

test('a demonstration is marked on every page, a real report on none', () => {
  const marked = typesetText(buildInput({ demonstration: true }))
  expect(marked.texts.filter((text) => text.includes('演示 · 内容为虚构')).length).toBe(marked.pages)
  expect(typesetText(buildInput()).texts.join('')).not.toContain('演示')
})

test('a template that cannot be set is refused in words, not with a crash', () => {
  const setter = createTypesetter()
  expect(() => setter.pdf('special-report.typ', {})).toThrow(TypesettingFailed)
  expect(() => setter.pdf('special-report.typ', {})).toThrow(/专报排版失败，没有生成文件/)
})
