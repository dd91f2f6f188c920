import { expect, test } from 'vitest'
import { renderCaseLetter } from './case-letter.js'
import type { CaseLetterInput } from './case-letter-input.js'
import { caseLetterModel } from './case-letter-model.js'

const letter = (over: Partial<CaseLetterInput> = {}): CaseLetterInput => ({
  kind: 'dispatch',
  jurisdiction: '青禾县',
  matter: null,
  demonstration: false,
  caseNumber: 9,
  serial: 1,
  issuedAt: new Date('2026-03-01T10:05+08:00'),
  issuedBy: '值班员',
  unit: { name: '县水务局', phone: '0574-00000000' },
  assisting: ['县住房和城乡建设局'],
  title: '春晓小区停水三天',
  gist: '网民反映春晓小区连续停水三天。',
  gradeWords: '较大（III 级）',
  demand: '请核实停水原因\n并公开说明恢复时间',
  limitAt: null,
  disclosure: null,
  walled: false,
  clocks: [
    {
      name: '回应',
      document: '国办发〔2016〕61号',
      clause: '二（四）',
      dueAt: new Date('2026-03-03T06:59+08:00'),
      steps: ['自 2026-03-01 06:59 起算', '连续计算 48 小时'],
      provisional: null,
    },
  ],
  ...over,
})
const row = (input: CaseLetterInput, label: string) =>
  caseLetterModel(input).rows.find((one) => one.label === label)?.lines

test('a dispatch letter carries number, unit, matter, demand and the limit with clause and arithmetic', () => {
  const model = caseLetterModel(letter())
  expect(model.head).toMatchObject({ issue: '舆交〔2026〕9-1号', date: '2026年3月1日' })
  expect(model.to).toBe('县水务局')
  expect(row(letter(), '办理要求')).toEqual(['请核实停水原因', '并公开说明恢复时间'])
  expect(row(letter(), '回应时限')).toEqual([
    '回应：2026年3月3日6时59分前（国办发〔2016〕61号二（四））',
    '　自 2026-03-01 06:59 起算；连续计算 48 小时',
  ])
})

test('a letter of supervision has its own number and limit; what was not said is not printed', () => {
  const input = letter({
    kind: 'supervise',
    serial: 2,
    limitAt: new Date('2026-03-02T18:00+08:00'),
    assisting: [],
    gist: '',
    unit: { name: '县水务局', phone: null },
  })
  expect(caseLetterModel(input).head.issue).toBe('舆督〔2026〕9-2号')
  expect(row(input, '督办时限')).toEqual(['2026年3月2日18时前报送办理情况'])
  for (const label of ['协办单位', '舆情摘要', '承办单位电话']) expect(row(input, label)).toBeUndefined()
})

test('a letter prints the attribute chosen with it, else the one the rules propose', () => {
  expect(caseLetterModel(letter()).head.disclosure).toBe('公开属性：不公开')
  expect(caseLetterModel(letter({ disclosure: { attribute: 'on-request' } })).head.disclosure).toBe(
    '公开属性：依申请公开',
  )
})

test('a registered matter goes out under its own name, and a limit of days ends at 24时 of its last day', () => {
  const [clock] = letter().clocks
  if (!clock) throw new Error('the letter has a clock')
  const input = letter({
    matter: '依申请公开',
    clocks: [{ ...clock, dueAt: new Date('2026-12-19T00:00+08:00') }],
  })
  const { head } = caseLetterModel(input)
  expect([head.name, head.issue]).toEqual([['青禾县', '依申请公开交办单'], '交〔2026〕9-1号'])
  expect(row(input, '内容摘要')).toEqual(['网民反映春晓小区连续停水三天。'])
  expect(row(input, '回应时限')?.[0]).toBe('回应：2026年12月18日24时前（国办发〔2016〕61号二（四））')
})

test('text of a case is never markup, and the same letter gives the same bytes', async () => {
  const input = letter({ title: '#panic("x") $ \\ *粗*', demand: '#import "@preview/evil:1.0.0": *' })
  const pdf = await renderCaseLetter(input)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect((await renderCaseLetter(input)).equals(pdf)).toBe(true)
})
