import { InvalidInput } from '@huiyin/domain/errors'
import { describe, expect, test } from 'vitest'
import { citeText, type Sentence } from './report-document.js'
import { type SpecialReport, specialReportModel } from './special-report-model.js'
import {
  at,
  buildCaseFile,
  buildCoverage,
  buildDeadline,
  buildEvent,
  buildInput,
  buildItem,
  buildJudgement,
  buildSourceCoverage,
} from './testing/build-input.js'

const sentencesOf = (report: SpecialReport, heading?: string): Sentence[] => [
  ...(heading ? [] : report.digest),
  ...report.sections
    .filter((section) => heading === undefined || section.heading === heading)
    .flatMap((section) => section.blocks)
    .flatMap((block) => (block.kind === 'paragraph' ? block.sentences : [])),
]

const wordsOf = (report: SpecialReport, heading?: string): string =>
  sentencesOf(report, heading)
    .map((s) => s.text + s.end)
    .join('')

const tableOf = (report: SpecialReport, caption: string): string[][] =>
  report.sections
    .flatMap((section) => section.blocks)
    .flatMap((block) => (block.kind === 'table' && block.caption.includes(caption) ? block.rows : []))
    .map((row) => row.map((c) => c.text))

test('the sections stand in the order of an official special report', () => {
  const report = specialReportModel(buildInput())
  expect(report.digest.length).toBeGreaterThan(0)
  expect(report.sections.map((section) => section.heading)).toEqual([
    '舆情概况',
    '传播态势',
    '舆论观点',
    '研判',
    '处置建议',
    '监测覆盖说明',
  ])
  expect(report.attachment.heading).toBe('信息清单')
})

test('every sentence but the one on our own watching cites, and every number cited is a row of the list', () => {
  for (const input of [
    buildInput(),
    buildInput({ caseFile: buildCaseFile() }),
    buildInput({ event: buildEvent(Array.from({ length: 50 }, (_, i) => buildItem(i + 1))) }),
    buildInput({ event: buildEvent([buildItem(1, { judgement: null, publishedAt: null, engagement: {} })]) }),
  ]) {
    const report = specialReportModel(input)
    const [list] = report.attachment.blocks
    const numbers = list?.kind === 'table' ? list.rows.map((row) => Number(row[0]?.text)) : []
    expect(numbers).toEqual(input.event.items.map((_, index) => index + 1))
    const sentences = sentencesOf(report)
    expect(sentences.length).toBeGreaterThan(8)
    const ours = sentencesOf(report, '监测覆盖说明')
    expect(ours.map(({ cites }) => cites)).toEqual([[]])
    for (const { text, cites } of sentences) {
      if (!ours.some((own) => own.text === text)) expect(cites, text).not.toEqual([])
      expect(
        cites.filter((number) => !numbers.includes(number)),
        text,
      ).toEqual([])
    }
  }
})

test('viewpoints are sentences of the items they cite, word for word', () => {
  const items = [
    buildItem(1, { text: '水压一直不够，三楼以上用不上水。请问管道什么时候换？' }),
    buildItem(2, { text: '水压一直不够，三楼以上都用不上水。' }),
    buildItem(3, { text: '建议施工前先在小区门口贴出通知。', judgement: buildJudgement({ appeal: '建议' }) }),
  ]
  const report = specialReportModel(buildInput({ event: buildEvent(items) }))
  const quotations = sentencesOf(report, '舆论观点').filter((s) => s.text.startsWith('“'))
  expect(quotations.map((s) => [s.text, citeText(s.runs)])).toEqual([
    ['“水压一直不够，三楼以上用不上水”，同类表述见2条信息', '[1][2]'],
    ['“请问管道什么时候换”', '[1]'],
    ['“建议施工前先在小区门口贴出通知”', '[3]'],
  ])
})

test('a gist that stands in no item is not printed; the opening of the first item is quoted instead', () => {
  const event = buildEvent([buildItem(1)], { gist: '全县供水系统瘫痪' })
  const words = wordsOf(specialReportModel(buildInput({ event })))
  expect(words).not.toContain('瘫痪')
  expect(words).toContain('信息反映：“春晓小区停水三天，物业没有说法')
})

test('what is missing says why instead of showing a zero', () => {
  const item = buildItem(1, { publishedAt: null, engagement: {}, judgement: null })
  const event = buildEvent([item], {
    trend: [],
    engagement: {},
    unit: null,
    places: [],
    proposed: buildJudgement({ units: [], factors: [] }),
  })
  const words = wordsOf(specialReportModel(buildInput({ event })))
  for (const missing of [
    '首发时间',
    '互动数',
    '传播曲线',
    '涉及地点',
    '情感倾向',
    '研判因素',
    '责任单位',
    '回应时限',
  ])
    expect(words).toMatch(new RegExp(`${missing}暂无数据，因为`))
})

test('proposal and decision are both printed when the officer differs', () => {
  const event = buildEvent([buildItem(1)], {
    decision: { grade: 'II', unitCode: 'yingji', reason: '影响面扩大' },
    decidedBy: '李明',
    decidedAt: at('2026-03-01T10:00+08:00'),
  })
  const report = specialReportModel(buildInput({ event, unitNames: { yingji: '县应急管理局' } }))
  const words = wordsOf(report, '研判')
  expect(words).toContain('规则研判等级为Ⅲ级（较大）')
  expect(words).toContain('值班员李明于2026年3月1日10时核定等级为Ⅱ级（重大），与规则研判的Ⅲ级（较大）不同')
  expect(words).toContain('核定责任单位为县应急管理局，与规则建议的县住房和城乡建设局不同')
  expect(words).toContain('核定理由：“影响面扩大”')
})

test('factors carry points, quoted words and clause; numbers of items hold the words', () => {
  const items = [buildItem(1), buildItem(2, { title: '别的', text: '公交班次太少，等了四十分钟才来一辆。' })]
  const report = specialReportModel(buildInput({ event: buildEvent(items) }))
  expect(tableOf(report, '研判因素')[0]).toEqual([
    '影响整个小区且长时间未解决',
    '+30',
    '“停水三天”',
    '分级标准：群众切身利益，全小区范围',
    '',
  ])
  const table = report.sections[3]?.blocks.find((block) => block.kind === 'table')
  expect(table?.kind === 'table' && table.rows[0]?.[4]?.runs).toEqual([{ from: 1, to: 1 }])
})

describe('clocks', () => {
  const clocked = (deadline: Parameters<typeof buildDeadline>[0], now = '2026-03-02T09:00+08:00') => {
    const caseFile = buildCaseFile({ deadlines: [buildDeadline(deadline)] })
    return specialReportModel(buildInput({ caseFile, generatedAt: new Date(now) }))
  }

  test('an unmet limit names unit, act, moment and what is left of it', () => {
    expect(wordsOf(clocked({}), '处置建议')).toContain(
      '请县住房和城乡建设局于2026年3月3日6时59分前公开回应（回应，还剩21小时59分）',
    )
  })

  test('a limit is late by the time of the report, whatever the view said when it was read', () => {
    const report = clocked({ state: 'running' }, '2026-03-03T07:30+08:00')
    expect(tableOf(report, '回应时限')[0]?.[3]).toBe('已超时31分')
    expect(report.digest.map((s) => s.text).join()).toContain('有1项时限已超时未回应')
  })

  test('a limit met late stays late', () => {
    const report = clocked({ metAt: at('2026-03-03T08:59+08:00') }, '2026-03-05T08:00+08:00')
    expect(tableOf(report, '回应时限')[0]?.[3]).toBe('完成，超时2小时')
    expect(wordsOf(report, '处置建议')).toContain('无待办时限')
  })

  test('a provisional limit says why it may move', () => {
    const report = clocked({ provisional: '暂定：2027 年节假日安排尚未导入' })
    expect(wordsOf(report, '处置建议')).toContain('暂定：2027 年节假日安排尚未导入')
    expect(tableOf(report, '回应时限')[0]?.[2]).toContain('（暂定）')
  })
})

describe('the wall around accusations', () => {
  const accusing = () =>
    buildEvent([buildItem(1)], { proposed: buildJudgement({ accused: ['zhujian'] }), walled: true })

  test('the accused unit is not asked to handle the matter', () => {
    const words = wordsOf(specialReportModel(buildInput({ event: accusing() })))
    expect(words).toContain('县住房和城乡建设局同时是信息反映的单位，不宜承办')
    expect(words).toContain('不得透露或者转给被反映的单位和人员（信访工作条例第三十条）')
    expect(words).not.toContain('建议由县住房和城乡建设局牵头')
  })

  test('a copy to the accused unit is refused, and so is publication', () => {
    const event = accusing()
    expect(() =>
      specialReportModel(buildInput({ event, copyTo: ['县委宣传部', '县住房和城乡建设局'] })),
    ).toThrow(/从抄送中移除/)
    expect(() => specialReportModel(buildInput({ event, disclosure: { attribute: 'public' } }))).toThrow(
      /只能为“不公开”/,
    )
  })
})

test('a state-secret level is refused with what to do', () => {
  expect(() => specialReportModel(buildInput({ secrecy: '机密★1年' }))).toThrow(InvalidInput)
  expect(() => specialReportModel(buildInput({ secrecy: '机密★1年' }))).toThrow(/走涉密渠道/)
})

test('an event without items makes no report', () => {
  expect(() => specialReportModel(buildInput({ event: buildEvent([]) }))).toThrow(/无法形成专报/)
})

test('the head carries name, issue, secrecy, disclosure and a date in Arabic numerals', () => {
  expect(specialReportModel(buildInput()).head).toEqual({
    name: ['青禾县', '政务舆情专报'],
    issue: '第12期',
    office: '青禾县政务舆情领导小组办公室',
    date: '2026年3月2日',
    secrecy: '内部资料',
    disclosure: '公开属性：不公开',
  })
})

test('every table is as wide as the type area, 156 mm', () => {
  const report = specialReportModel(buildInput({ caseFile: buildCaseFile() }))
  const tables = [...report.sections, report.attachment]
    .flatMap((section) => section.blocks)
    .flatMap((block) => (block.kind === 'table' ? [block] : []))
  expect(tables.map((table) => table.columns.reduce((sum, column) => sum + column.widthMm, 0))).toEqual(
    tables.map(() => 156),
  )
  expect(tables).toHaveLength(5)
})

test('where no factor speaks there are no points to count', () => {
  const proposed = buildJudgement({ factors: [], score: 0 })
  const words = wordsOf(
    specialReportModel(buildInput({ event: buildEvent([buildItem(1)], { proposed }) })),
    '研判',
  )
  expect(words).not.toContain('0分')
  expect(words).toContain('研判因素暂无数据')
})

test('the same input writes the same report', () => {
  expect(specialReportModel(buildInput())).toEqual(specialReportModel(buildInput()))
})

describe('监测覆盖说明', () => {
  test('says the period and that all sources were seen, when they were', () => {
    expect(wordsOf(specialReportModel(buildInput()), '监测覆盖说明')).toBe(
      '2026年3月2日0时至2026年3月2日9时，期间 1 个信源均正常采集，未发现监测盲区。',
    )
  })

  test('names every source that was not seen, how long, and why; key sources first', () => {
    const hour = 3_600_000
    const sources = [
      buildSourceCoverage(),
      buildSourceCoverage({
        name: '城东论坛',
        key: false,
        doubtfulMs: 2 * hour,
        bad: 12,
        reason: '字段大半为空',
      }),
      buildSourceCoverage({
        name: '区长信箱',
        blindMs: 90 * 60_000,
        endsBlind: true,
        bad: 9,
        reason: '列表为空',
      }),
    ]
    const report = specialReportModel(buildInput({ coverage: buildCoverage(sources) }))
    expect(wordsOf(report, '监测覆盖说明')).toContain('监测信源3个，其中2个有看不到或看不准的时段')
    expect(tableOf(report, '未能全程监测的信源').map((row) => row.slice(0, 4))).toEqual([
      ['区长信箱（重点信源）', '失明', '1小时30分', '—'],
      ['城东论坛', '存疑', '—', '2小时'],
    ])
    expect(tableOf(report, '未能全程监测的信源').map((row) => row[4])).toEqual([
      expect.stringContaining('列表为空'),
      expect.stringContaining('字段大半为空'),
    ])
  })

  test('where nothing was watched it says so', () => {
    const words = wordsOf(specialReportModel(buildInput({ coverage: buildCoverage([]) })), '监测覆盖说明')
    expect(words).toContain('期间没有启用任何信源')
  })
})
