import { type CoverageGap, coverageGaps, coverageStatement } from '@huiyin/domain/coverage'
import { durationInWords, momentInWords } from '../civil-time.js'
import { type Block, cell, ownSentence, type Section } from '../report-document.js'
import type { Reading } from './reading.js'

/** Sources named in one report; how many more there are is said. */
const namedAtMost = 30

/** 六、监测覆盖说明: what could not be seen while this was followed, by name and how long. */
export function coverageSection({ input: { coverage, caseFile } }: Reading): Section {
  const gaps = coverageGaps(coverage)
  const count = coverage.sources.length
  const span = `${momentInWords(coverage.from)}至${momentInWords(coverage.to)}`
  const words =
    gaps.length === 0
      ? `${span}，${coverageStatement(coverage, '期间')}`
      : `${span}，监测信源${count}个，其中${gaps.length}个有看不到或看不准的时段，见下表，本报告不含这些时段内可能发布的信息`
  return {
    heading: '监测覆盖说明',
    blocks: [
      { kind: 'paragraph', sentences: [ownSentence(words)] },
      ...(gaps.length > 0 ? [tableOf(gaps, caseFile ? 5 : 4)] : []),
    ],
  }
}

/** Nothing is printed as a dash; what is shorter than a minute happened all the same. */
const lengthOf = (ms: number): string => (ms === 0 ? '—' : ms < 60_000 ? '不足1分' : durationInWords(ms))

/** `number` goes on from the table of the clocks, which only a case has. */
function tableOf(gaps: readonly CoverageGap[], number: number): Block {
  const named = gaps.slice(0, namedAtMost)
  const more = gaps.length - named.length
  return {
    kind: 'table',
    caption: `表${number}  未能全程监测的信源${more > 0 ? `（另有${more}个未列出）` : ''}`,
    columns: [
      { title: '信源', widthMm: 38, align: 'left' },
      { title: '状态', widthMm: 16, align: 'center' },
      { title: '看不到', widthMm: 24, align: 'right' },
      { title: '看不准', widthMm: 20, align: 'right' },
      { title: '说明', widthMm: 58, align: 'left' },
    ],
    rows: named.map(({ name, key, state, blindMs, doubtfulMs, reason }) => [
      cell(key ? `${name}（重点信源）` : name),
      cell(state),
      cell(lengthOf(blindMs)),
      cell(lengthOf(doubtfulMs)),
      cell(reason),
    ]),
  }
}
