import { InvalidInput } from '@huiyin/domain/errors'
import { IdParams, PageQuery, pageOf } from '@huiyin/domain/http/common'
import {
  DryRunView,
  NewSubject,
  SavedSubject,
  SaveSubject,
  SubjectItemView,
  SubjectRow,
  SubjectView,
  SwitchSubject,
  TrySubject,
} from '@huiyin/domain/http/watched-subjects'
import { matchSubject } from '@huiyin/domain/job'
import { dayOf } from '@huiyin/domain/shanghai'
import type { Tx } from '@huiyin/store/tx'
import type { WatchedSubject } from '@huiyin/store/watched-subjects'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { dryRunSubject } from '../dry-run-subject.js'
import { may } from '../policy.js'
import { presentSubject, presentSubjectItem, presentSubjectRow } from '../present/watched-subject.js'
import { personOf, storeAs } from '../visitor.js'

async function readSubject(tx: Tx, id: string): Promise<SubjectView> {
  const subject = await tx.watchedSubjects.get(id)
  const daily = await tx.subjectMentions.daily(30, id)
  return presentSubject(
    subject,
    await tx.watchedSubjects.versions(id),
    dayOf(tx.now),
    new Map(daily.map(({ day, hits }) => [day, hits])),
  )
}

/** A version in force is matched against recent items, and every analyzer takes it up. */
function putInForce(tx: Tx, { id, version, enabled }: WatchedSubject): void {
  if (enabled) tx.enqueue(matchSubject, { subjectId: id, version })
  tx.announce('subjects')
}

/** What is saved. @throws InvalidInput for a name of blanks */
function draftOf(body: NewSubject) {
  const name = body.name.trim()
  if (name === '') throw new InvalidInput('请填写专题名称', [{ field: 'name', message: '不能为空' }])
  return { ...rulesOf(body), name, note: body.note ?? '' }
}

const rulesOf = ({ rule, exclusion = '' }: { rule: string; exclusion?: string }) => ({ rule, exclusion })

/** 监测专题: what the desk watches, as rules it writes itself. Counts are of what whoever asks may see. */
export function watchedSubjectRoutes(app: Api, { store, clock }: ApiDeps): void {
  app.get(
    '/api/watched-subjects',
    {
      schema: { summary: '监测专题', response: { 200: Type.Array(SubjectRow) } },
      config: { policy: may('read', 'watched-subject') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const hits = new Map<string, Map<string, number>>()
        for (const { subjectId, day, hits: count } of await tx.subjectMentions.daily(7))
          hits.set(subjectId, (hits.get(subjectId) ?? new Map()).set(day, count))
        return (await tx.watchedSubjects.list()).map((subject) =>
          presentSubjectRow(subject, dayOf(tx.now), hits.get(subject.id) ?? new Map()),
        )
      }),
  )

  app.get(
    '/api/watched-subjects/:id',
    {
      schema: { summary: '专题详情与历次版本', params: IdParams, response: { 200: SubjectView } },
      config: { policy: may('read', 'watched-subject') },
    },
    async (request) => await storeAs(store, request).transaction((tx) => readSubject(tx, request.params.id)),
  )

  app.get(
    '/api/watched-subjects/:id/items',
    {
      schema: {
        summary: '专题命中的信息',
        params: IdParams,
        querystring: PageQuery,
        response: { 200: pageOf(SubjectItemView) },
      },
      config: { policy: may('read', 'watched-subject') },
    },
    async (request) => {
      const page = await storeAs(store, request).transaction(async (tx) => {
        await tx.watchedSubjects.get(request.params.id)
        return await tx.subjectMentions.page(request.params.id, request.query)
      })
      return { ...page, rows: page.rows.map(presentSubjectItem) }
    },
  )

  app.post(
    '/api/watched-subjects/dry-runs',
    {
      schema: { summary: '用最近几天的信息试运行规则', body: TrySubject, response: { 200: DryRunView } },
      config: { policy: may('try', 'watched-subject') },
    },
    async (request) => {
      const { subjectId } = request.body
      return await dryRunSubject(storeAs(store, request), clock, {
        ...rulesOf(request.body),
        ...(subjectId === undefined ? {} : { subjectId }),
      })
    },
  )

  app.post(
    '/api/watched-subjects',
    {
      schema: { summary: '新建专题', body: NewSubject, response: { 201: SavedSubject } },
      config: { policy: may('save', 'watched-subject') },
    },
    async (request, reply) => {
      const by = personOf(request)
      const acting = storeAs(store, request)
      const draft = draftOf(request.body)
      const dryRun = await dryRunSubject(acting, clock, draft)
      const subject = await acting.transaction(async (tx) => {
        const made = await tx.watchedSubjects.create(draft, by)
        tx.audit.append({
          action: 'subject.saved',
          subject: { kind: 'watched-subject', id: made.id },
          detail: { version: made.version },
        })
        putInForce(tx, made)
        return await readSubject(tx, made.id)
      })
      return reply.code(201).send({ subject, dryRun })
    },
  )

  app.put(
    '/api/watched-subjects/:id',
    {
      schema: {
        summary: '保存专题的新版本',
        params: IdParams,
        body: SaveSubject,
        response: { 200: SavedSubject },
      },
      config: { policy: may('save', 'watched-subject') },
    },
    async (request) => {
      const by = personOf(request)
      const { id } = request.params
      const acting = storeAs(store, request)
      const draft = draftOf(request.body)
      const dryRun = await dryRunSubject(acting, clock, { ...draft, subjectId: id })
      const subject = await acting.transaction(async (tx) => {
        const saved = await tx.watchedSubjects.save(id, request.body.basedOn, draft, by)
        tx.audit.append({
          action: 'subject.saved',
          subject: { kind: 'watched-subject', id },
          detail: { version: saved.version },
        })
        putInForce(tx, saved)
        return await readSubject(tx, id)
      })
      return { subject, dryRun }
    },
  )

  app.put(
    '/api/watched-subjects/:id/enabled',
    {
      schema: {
        summary: '启用或停用专题',
        params: IdParams,
        body: SwitchSubject,
        response: { 200: SubjectView },
      },
      config: { policy: may('save', 'watched-subject') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const subject = await tx.watchedSubjects.setEnabled(request.params.id, request.body.enabled)
        tx.audit.append({
          action: subject.enabled ? 'subject.enabled' : 'subject.disabled',
          subject: { kind: 'watched-subject', id: subject.id },
        })
        putInForce(tx, subject)
        return await readSubject(tx, subject.id)
      }),
  )
}
