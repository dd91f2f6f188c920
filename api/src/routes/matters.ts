import { InvalidInput } from '@huiyin/domain/errors'
import { CaseFileView } from '@huiyin/domain/http/case-files'
import { IdParams } from '@huiyin/domain/http/common'
import {
  AskAmendment,
  CorrectionCheck,
  CorrectMatter,
  MatterCheck,
  MatterCounts,
  MatterPage,
  MatterQuery,
  MatterReceipt,
  MaybeMatterView,
  ReceiveAmendment,
  RegisterMatter,
  WrittenMatter,
} from '@huiyin/domain/http/matters'
import { kindsOf, matterGroups, personWords } from '@huiyin/domain/matter'
import { readMatter } from '@huiyin/domain/read-matter'
import { draftOf } from '@huiyin/store/receive-posts'
import { registerSource } from '@huiyin/store/received-sources'
import { toNewItem } from '@huiyin/store/store-drafts'
import type { Tx } from '@huiyin/store/tx'
import { askAmendment, receiveAmendment } from '../amend-application.js'
import { correctMatter, planCorrection } from '../correct-matter.js'
import { type Api, type ApiDeps, self } from '../deps.js'
import { may } from '../policy.js'
import { presentCaseFile } from '../present/case-file.js'
import { presentMatter, presentMatterRow, presentStarts } from '../present/matter.js'
import { postOf, previewTooLong, registerMatter, wordsOf } from '../register-matter.js'
import { type Rules, regimesOf, rulesNow } from '../rules-in-force.js'
import { startsFor } from '../starts-for.js'
import { withEtag } from '../versions.js'
import { personOf, storeAs } from '../visitor.js'

/** 登记事项: matters that begin at a counter and not on a page. */
export function matterRoutes(app: Api, { store, keywords, config, clock }: ApiDeps): void {
  const means = { secret: config.secret, vault: config.vault }

  app.get(
    '/api/matters',
    {
      schema: {
        summary: '登记事项，最紧急的在前',
        querystring: MatterQuery,
        response: { 200: MatterPage },
      },
      config: { policy: may('read', 'matter') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const { group, ...query } = request.query
        const kinds = group ? kindsOf(group) : matterGroups.flatMap(kindsOf)
        const page = await tx.caseFiles.page({ ...query, kinds })
        const brief = await tx.registeredMatters.brief(page.rows.map(({ id }) => id))
        return {
          ...page,
          rows: page.rows.map((file) => presentMatterRow(file, brief.get(file.id), tx.now)),
        }
      }),
  )

  app.get(
    '/api/matters/counts',
    {
      schema: { summary: '各类未办结事项数', response: { 200: MatterCounts } },
      config: { policy: may('read', 'matter') },
    },
    async (request) => await storeAs(store, request).transaction((tx) => tx.registeredMatters.counts()),
  )

  app.post(
    '/api/matters/check',
    {
      schema: {
        summary: '登记前核对：有无错误、将起算哪项时限、是否已有相同内容、脱敏后的样子',
        body: WrittenMatter,
        response: { 200: MatterCheck },
      },
      config: { policy: may('register', 'matter') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const rules = await rulesNow(tx, keywords)
        const starts = startsFor(request.body, rules, tx.now)
        const shown = presentStarts(starts)
        const found = readMatter(request.body, tx.now)
        if ('problems' in found) {
          const problems = [...found.problems, ...starts.problems]
          return { ...shown, problems, reads: null, same: [] }
        }
        const { matter } = found
        const { title, text, authorPseudonym } = toNewItem(
          draftOf(postOf(matter, ''), registerSource),
          registerSource,
          means.secret,
        )
        const same = await tx.registeredMatters.same(wordsOf(matter, means))
        const tooLong = previewTooLong(matter, starts.timers)
        return {
          ...shown,
          problems: tooLong ? [tooLong] : [...starts.problems],
          reads: { title, text, applicant: authorPseudonym && personWords(authorPseudonym, matter) },
          same: same.map((one) => ({ ...one, foundAt: one.foundAt.toISOString() })),
        }
      }),
  )

  app.post(
    '/api/matters',
    {
      schema: {
        summary: '登记一件事项',
        body: RegisterMatter,
        response: { 200: MatterReceipt, 201: MatterReceipt },
      },
      config: { policy: may('register', 'matter') },
    },
    async (request, reply) => {
      const { formId, evenIfSame = false, ...written } = request.body
      const found = readMatter(written, clock.now())
      if ('problems' in found)
        throw new InvalidInput(
          `没有保存：${found.problems.map(({ message }) => message).join('；')}`,
          found.problems,
        )
      const { matter } = found
      const by = personOf(request)
      const receipt = await store.as(self).transaction(async (tx) => {
        const saved = await registerMatter(tx, { matter, formId, evenIfSame }, { keywords, means, by })
        const { number } = await tx.caseFiles.detail(saved.caseFileId)
        return { ...saved, number, startWaits: saved.isNew && matter.longPast }
      })
      return reply.code(receipt.isNew ? 201 : 200).send(receipt)
    },
  )

  app.get(
    '/api/case-files/:id/matter',
    {
      schema: { summary: '案件的登记内容', params: IdParams, response: { 200: MaybeMatterView } },
      config: { policy: may('read', 'matter') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        await tx.caseFiles.seen(request.params.id)
        const matter = await tx.registeredMatters.ofCase(request.params.id)
        return matter ? presentMatter(matter) : null
      }),
  )

  app.post(
    '/api/case-files/:id/correct-matter/check',
    {
      schema: {
        summary: '更正登记前核对：有无错误、时限会怎样变、是否须第二人批准',
        params: IdParams,
        body: CorrectMatter,
        response: { 200: CorrectionCheck },
      },
      config: { policy: may('change', 'matter') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const by = personOf(request)
        const rules = await rulesNow(tx, keywords)
        const plan = await planCorrection(tx, request.params.id, request.body, { rules, by })
        if ('problems' in plan) return { problems: [...plan.problems], clocks: [], waits: false }
        const clocks = plan.clocks.map(({ clock, after }) => ({
          code: clock.code,
          name: clock.name,
          from: clock.dueAt.toISOString(),
          to: after.dueAt.toISOString(),
        }))
        return { problems: [], clocks, waits: plan.waits }
      }),
  )

  app.post(
    '/api/case-files/:id/correct-matter',
    {
      schema: {
        summary: '更正登记：原值保留，收到时间改变的重算时限',
        params: IdParams,
        body: CorrectMatter,
        response: { 200: CaseFileView },
      },
      config: { policy: may('change', 'matter') },
    },
    async (request, reply) => {
      const by = personOf(request)
      const { id } = request.params
      // Whoever may not see the case may not correct it; sealed words are written by the service.
      await storeAs(store, request).transaction((tx) => tx.caseFiles.seen(id))
      return await store.as(self).transaction(async (tx) => {
        const rules = await rulesNow(tx, keywords)
        const detail = await correctMatter(tx, id, request.body, { rules, means, by })
        tx.audit.append({ action: 'matter.corrected', subject: { kind: 'case-file', id }, detail }, by)
        tx.announce('events')
        tx.announce('cases')
        const view = { now: tx.now, regimes: regimesOf(rules), reader: by }
        return withEtag(reply, presentCaseFile(await tx.caseFiles.detail(id), view))
      })
    },
  )

  /** What one officer does to an application, and the case as it is then. */
  const amend = (
    verb: 'ask-amendment' | 'receive-amendment',
    summary: string,
    body: typeof AskAmendment | typeof ReceiveAmendment,
    take: (
      tx: Tx,
      id: string,
      body: unknown,
      by: { rules: Rules; by: ReturnType<typeof personOf> },
    ) => Promise<void>,
  ) =>
    app.post(
      `/api/case-files/:id/${verb}`,
      {
        schema: { summary, params: IdParams, body, response: { 200: CaseFileView } },
        config: { policy: may('change', 'matter') },
      },
      async (request, reply) => {
        const { id } = request.params as { id: string }
        const by = personOf(request)
        return await storeAs(store, request).transaction(async (tx) => {
          const rules = await rulesNow(tx, keywords)
          await take(tx, id, request.body, { rules, by })
          tx.audit.append({
            action: verb === 'ask-amendment' ? 'matter.amendment-asked' : 'matter.amendment-received',
            subject: { kind: 'case-file', id },
          })
          tx.announce('cases')
          const view = { now: tx.now, regimes: regimesOf(rules), reader: by }
          return withEtag(reply, presentCaseFile(await tx.caseFiles.detail(id), view))
        })
      },
    )
  amend('ask-amendment', '登记补正告知，申请暂停答复期限', AskAmendment, (tx, id, body, by) =>
    askAmendment(tx, id, body as AskAmendment, by),
  )
  amend('receive-amendment', '登记收到补正，答复期限重新计算', ReceiveAmendment, (tx, id, body, by) =>
    receiveAmendment(tx, id, body as ReceiveAmendment, by),
  )
}
