import { openedCase } from '@huiyin/domain/case-file'
import type { Coverage, SourceCoverage } from '@huiyin/domain/coverage'
import type { CaseFileView, DeadlineView } from '@huiyin/domain/http/case-files'
import type { EventView, ItemView } from '@huiyin/domain/http/opinion-events'
import type { SourceId } from '@huiyin/domain/ids'
import { isAccusedUnknown, type Judgement } from '@huiyin/domain/judgement'
import type { SpecialReportInput } from '../special-report-input.js'

/** Builders for tests of reports: parents filled in, every field given can be overridden. */

export const at = (text: string): string => new Date(text).toISOString()

export function buildJudgement(over: Partial<Judgement> = {}): Judgement {
  return {
    grade: 'III',
    score: 46,
    factors: [
      {
        name: '影响整个小区且长时间未解决',
        points: 30,
        evidence: [{ start: 0, end: 4, text: '停水三天' }],
        basis: '分级标准：群众切身利益，全小区范围',
      },
      { name: '公众反应', points: 16, evidence: [], basis: '和硕县制度第九条' },
    ],
    topic: { l1: '城乡建设', l2: '市政公用', l3: '供水', confidence: 0.91 },
    units: [
      {
        code: 'zhujian',
        name: '县住房和城乡建设局',
        group: '住建',
        role: 'lead',
        confidence: 0.82,
        reason: '正文“停水”属供水管理职责',
      },
      {
        code: 'chengguan',
        name: '城关镇人民政府',
        group: '乡镇',
        role: 'assist',
        confidence: 0.5,
        reason: '地点在城关镇',
      },
    ],
    focus: ['b'],
    appeal: '投诉',
    places: ['春晓小区'],
    sentiment: 'negative',
    emotion: 'angry',
    keywords: ['停水', '物业'],
    gist: '春晓小区停水三天，物业没有说法',
    accused: [],
    emergency: false,
    version: '2026.3.1',
    ...over,
  }
}

export function buildItem(number: number, over: Partial<ItemView> = {}): ItemView {
  const minute = String((number * 7) % 60).padStart(2, '0')
  const hour = String(6 + (Math.floor(number / 4) % 14)).padStart(2, '0')
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    title: `春晓小区停水三天（${number}）`,
    text: '春晓小区停水三天，物业没有说法。家里老人孩子用水全靠到外面提。希望有关部门尽快修好管道并告诉我们什么时候来水。',
    url: `http://board.example.gov.cn/thread/${number}?page=1&from=list`,
    source: { id: 's1', name: '青禾论坛', kind: 'forum', level: 'county' },
    author: `网友${number}`,
    publishedAt: at(`2026-03-01T${hour}:${minute}+08:00`),
    foundAt: at(`2026-03-01T${hour}:59+08:00`),
    engagement: { reads: 100 + number, comments: number },
    countedAt: at(`2026-03-01T${hour}:59+08:00`),
    countedFirst: null,
    sourceName: null,
    attachments: [],
    answer: null,
    versions: [],
    contentHash: `${String(number).padStart(4, '0')}9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f0`,
    duplicateOf: null,
    judgement: buildJudgement(),
    shared: { words: [], places: [] },
    placedBy: null,
    ...over,
  }
}

export function buildEvent(items: ItemView[], over: Partial<EventView> = {}): EventView {
  const found = items.map((item) => item.foundAt).sort()
  const published = items.flatMap((item) => (item.publishedAt ? [item.publishedAt] : [])).sort()
  const hours = new Map<string, number>()
  for (const time of found) {
    const hour = `${time.slice(0, 13)}:00:00.000Z`
    hours.set(hour, (hours.get(hour) ?? 0) + 1)
  }
  const proposed = over.proposed ?? buildJudgement()
  const sum = (key: 'reads' | 'comments') =>
    items.reduce((total, item) => total + (item.engagement[key] ?? 0), 0)
  return {
    id: '10000000-0000-4000-8000-000000000001',
    number: 17,
    title: '春晓小区停水三天',
    gist: proposed.gist,
    state: 'open',
    grade: over.decision?.grade ?? proposed.grade,
    proposedGrade: proposed.grade,
    decided: Boolean(over.decision),
    score: proposed.score,
    reasons: proposed.factors.map((factor) => factor.name),
    emergency: proposed.emergency,
    unit: proposed.units[0] ?? null,
    focus: proposed.focus,
    appeal: proposed.appeal,
    topicL1: proposed.topic.l1,
    field: proposed.field ?? null,
    places: proposed.places,
    itemCount: items.length,
    sources: [],
    engagement: { reads: sum('reads'), comments: sum('comments') },
    firstPublishedAt: published[0] ?? null,
    firstFoundAt: found[0] ?? at('2026-03-01T08:00+08:00'),
    lastItemAt: found.at(-1) ?? at('2026-03-01T08:00+08:00'),
    caseFileId: null,
    nextDueAt: null,
    walled: proposed.accused.length > 0,
    accusedUnknown: isAccusedUnknown(proposed),
    accusedCheckedBy: null,
    heat: 0,
    growthPerHour: 0,
    firstSource: null,
    alarm: null,
    locked: false,
    lockedBy: null,
    representativeId: items[0]?.id ?? null,
    merges: [],
    proposed,
    decision: null,
    decidedBy: null,
    decidedAt: null,
    dismissedReason: null,
    items,
    trend: [...hours].map(([hour, count]) => ({ hour, items: count })),
    version: '1',
    ...over,
  }
}

export function buildDeadline(over: Partial<DeadlineView> = {}): DeadlineView {
  return {
    code: 'response',
    name: '回应',
    startAt: at('2026-03-01T06:59+08:00'),
    dueAt: at('2026-03-03T06:59+08:00'),
    lastDay: null,
    unit: 'hours',
    amount: 48,
    clause: '二（四）',
    document: '国办发〔2016〕61号',
    metBy: 'reply',
    steps: [],
    provisional: null,
    metAt: null,
    evidence: null,
    from: null,
    extension: 0,
    pauses: [],
    pausedAt: null,
    supersededAt: null,
    extendableBy: null,
    pausableFor: [],
    quote: null,
    state: 'running',
    ...over,
  }
}

export function buildCaseFile(over: Partial<CaseFileView> = {}): CaseFileView {
  return {
    id: '20000000-0000-4000-8000-000000000001',
    number: 9,
    eventId: '10000000-0000-4000-8000-000000000001',
    title: '春晓小区停水三天',
    state: 'dispatched',
    kind: 'opinion',
    grade: 'III',
    leadUnit: { code: 'zhujian', name: '县住房和城乡建设局' },
    assistUnits: [],
    supervisedUntil: null,
    explained: false,
    openedAt: at('2026-03-01T10:00+08:00'),
    closedAt: null,
    nextDueAt: null,
    nextDeadline: null,
    overdueCount: 0,
    veryOverdue: false,
    accusedUnknown: false,
    accusedChecked: false,
    policyMisread: false,
    regime: { code: 'national-2016', name: '国家层面政务舆情回应规定', document: '国办发〔2016〕61号' },
    deadlines: [buildDeadline()],
    actions: [],
    progress: openedCase(['response']),
    unitNames: {},
    kin: [],
    version: '1',
    ...over,
  }
}

const hourMs = 3_600_000

/** One source, seen all the time unless told otherwise. */
export const buildSourceCoverage = (over: Partial<SourceCoverage> = {}): SourceCoverage => ({
  id: 'county-board' as SourceId,
  name: '县长信箱',
  key: true,
  watchedMs: 9 * hourMs,
  seenMs: 9 * hourMs,
  quietMs: 0,
  doubtfulMs: 0,
  blindMs: 0,
  sweeps: 54,
  bad: 0,
  new: 3,
  endsBlind: false,
  reason: null,
  ...over,
})

export const buildCoverage = (sources: readonly SourceCoverage[] = [buildSourceCoverage()]): Coverage => ({
  from: new Date('2026-03-02T00:00+08:00'),
  to: new Date('2026-03-02T09:00+08:00'),
  sources,
})

export function buildInput(over: Partial<SpecialReportInput> = {}): SpecialReportInput {
  return {
    jurisdiction: '青禾县',
    demonstration: false,
    issueNumber: 12,
    issuedAt: new Date('2026-03-02T09:00+08:00'),
    event: buildEvent([buildItem(1), buildItem(2)]),
    coverage: buildCoverage(),
    generatedAt: new Date('2026-03-02T09:00+08:00'),
    ...over,
  }
}
