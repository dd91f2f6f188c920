import { rolesOf } from '@huiyin/domain/actor'
import { Forbidden, InvalidInput } from '@huiyin/domain/errors'
import { IdParams } from '@huiyin/domain/http/common'
import {
  JudgementChangeRow,
  JudgementChangeView,
  JudgementModelView,
  ProposeLearning,
  ProposeRules,
  RuleTextsView,
  SetAsideJudgement,
  SwitchJudgement,
} from '@huiyin/domain/http/judgement-models'
import { learnWeights, rejudgeOpenEvents, replayChange } from '@huiyin/domain/job'
import { type RuleTexts, ruleFiles } from '@huiyin/domain/judgement-change'
import type { FastifyRequest } from 'fastify'
import type { Api, ApiDeps } from '../deps.js'
import { may, permits } from '../policy.js'
import { changedFiles, presentCard, presentChange, presentChangeWhole } from '../present/judgement.js'
import { personOf, storeAs } from '../visitor.js'

/** Agreement is counted over this many days: a quarter, long enough for a county's few grave matters. */
const agreementDays = 90

const proposes = may('propose', 'judgement-model')
const switches = may('switch', 'judgement-model')

/** How well the judge does, what officers corrected, and changes of it: proposed, replayed, switched on by another. */
export function judgementModelRoutes(app: Api, { store, keywords }: ApiDeps): void {
  const askerOf = (request: FastifyRequest) => {
    const actor = personOf(request)
    return { userId: actor.userId, switches: permits(switches, rolesOf(actor)) }
  }

  app.get(
    '/api/judgement-model',
    {
      schema: { summary: '研判准确率与变更', response: { 200: JudgementModelView } },
      config: { policy: may('read', 'judgement-model') },
    },
    async (request) => {
      const asker = askerOf(request)
      const { versions, agreement, changes, activations } = await storeAs(store, request).transaction(
        async (tx) => ({
          versions: await tx.judgementChanges.versions(),
          agreement: await tx.pastDecisions.agreement(agreementDays),
          changes: await tx.judgementChanges.list(),
          activations: await tx.judgementChanges.activations(),
        }),
      )
      const views = versions.map(({ version, firstUsedAt, cards }) => ({
        version,
        firstUsedAt: firstUsedAt.toISOString(),
        tasks: cards.map(presentCard),
      }))
      return {
        version: views[0]?.version ?? null,
        since: versions[0]?.takenUpAt.toISOString() ?? null,
        tasks: keywords.measuredCards().map(presentCard),
        agreement,
        changes: changes.map((change) => presentChange(change, asker)),
        activations: activations.map(({ at, ...activation }) => ({ ...activation, at: at.toISOString() })),
        versions: views,
        mayPropose: permits(proposes, rolesOf(personOf(request))),
        maySwitch: asker.switches,
      }
    },
  )

  app.get(
    '/api/judgement-model/rules',
    {
      schema: { summary: '现用研判规则的原文', response: { 200: RuleTextsView } },
      config: { policy: may('read', 'judgement-model') },
    },
    async (request) => {
      const { files } = await storeAs(store, request).transaction((tx) => tx.judgementChanges.inForce())
      return Object.fromEntries(
        ruleFiles.map((file) => [file, files[file] ?? keywords.shippedRules(file)]),
      ) as RuleTextsView
    },
  )

  app.get(
    '/api/judgement-changes/:id',
    {
      schema: { summary: '一项研判变更及回放结果', params: IdParams, response: { 200: JudgementChangeView } },
      config: { policy: may('read', 'judgement-model') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const change = await tx.judgementChanges.get(request.params.id)
        const past = change.replay?.rows.filter(({ source }) => source === 'past') ?? []
        const titles = await tx.pastDecisions.titles(past.map(({ id }) => id))
        return presentChangeWhole(change, askerOf(request), keywords.shippedRules, titles)
      }),
  )

  app.post(
    '/api/judgement-changes/rules',
    {
      schema: { summary: '提出规则变更', body: ProposeRules, response: { 201: JudgementChangeRow } },
      config: { policy: proposes },
    },
    async (request, reply) => {
      const by = personOf(request)
      const files = changedFiles(request.body.files as RuleTexts, keywords.shippedRules)
      if (Object.keys(files).length === 0)
        throw new InvalidInput(
          '规则与产品自带的相同，没有需要变更的内容；要恢复自带规则，请用“恢复自带版本”',
          [{ field: 'files', message: '没有改动' }],
        )
      keywords.checkRules(files)
      const change = await storeAs(store, request).transaction(async (tx) => {
        const id = await tx.judgementChanges.propose({ scope: 'rules', note: request.body.note, files }, by)
        tx.audit.append({
          action: 'judgement.proposed',
          subject: { kind: 'judgement-change', id },
          detail: { scope: 'rules', files: Object.keys(files) },
        })
        tx.enqueue(replayChange, { changeId: id })
        tx.announce('judgement')
        return await tx.judgementChanges.get(id)
      })
      return reply.code(201).send(presentChange(change, askerOf(request)))
    },
  )

  app.post(
    '/api/judgement-changes/learning',
    {
      schema: { summary: '以更正再学习', body: ProposeLearning, response: { 201: JudgementChangeRow } },
      config: { policy: proposes },
    },
    async (request, reply) => {
      const by = personOf(request)
      const change = await storeAs(store, request).transaction(async (tx) => {
        const id = await tx.judgementChanges.propose({ scope: 'weights', note: request.body.note }, by)
        tx.audit.append({
          action: 'judgement.proposed',
          subject: { kind: 'judgement-change', id },
          detail: { scope: 'weights' },
        })
        tx.enqueue(learnWeights, { changeId: id })
        tx.announce('judgement')
        return await tx.judgementChanges.get(id)
      })
      return reply.code(201).send(presentChange(change, askerOf(request)))
    },
  )

  app.post(
    '/api/judgement-changes/:id/set-aside',
    {
      schema: {
        summary: '撤回或不采用一项未启用的研判变更',
        params: IdParams,
        body: SetAsideJudgement,
        response: { 200: JudgementChangeRow },
      },
      config: { policy: may('set-aside', 'judgement-model') },
    },
    async (request) => {
      const { id } = request.params
      const by = personOf(request)
      const asker = askerOf(request)
      const change = await storeAs(store, request).transaction(async (tx) => {
        const { proposedById } = await tx.judgementChanges.get(id)
        if (!asker.switches && proposedById !== by.userId)
          throw new Forbidden('只有提出人可以撤回研判变更；不采用由领导或者办公室办理')
        const done = await tx.judgementChanges.setAside(id, request.body.reason, by)
        tx.audit.append({
          action: 'judgement.set-aside',
          subject: { kind: 'judgement-change', id },
          detail: { reason: request.body.reason },
        })
        tx.announce('judgement')
        tx.announce('notices')
        return done
      })
      return presentChange(change, asker)
    },
  )

  app.post(
    '/api/judgement-activations',
    {
      schema: {
        summary: '启用一项变更，或恢复自带版本（须为提出人以外的人）',
        body: SwitchJudgement,
        response: { 204: { type: 'null' } },
      },
      config: { policy: switches },
    },
    async (request, reply) => {
      const by = personOf(request)
      const { scope, changeId, reason } = request.body
      await storeAs(store, request).transaction(async (tx) => {
        await tx.judgementChanges.switch(request.body, by)
        tx.audit.append({
          action: 'judgement.switched',
          subject: { kind: 'judgement-change', ...(changeId ? { id: changeId } : {}) },
          detail: { scope, reason },
        })
        tx.enqueue(rejudgeOpenEvents, { run: `t${tx.now.getTime()}` })
        tx.announce('judgement')
        tx.announce('notices')
      })
      return reply.code(204).send(null)
    },
  )
}
