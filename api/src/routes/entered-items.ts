import { InvalidInput } from '@huiyin/domain/errors'
import { IdParams, PageQuery } from '@huiyin/domain/http/common'
import {
  EnteredItemPage,
  EnteredItemView,
  EnteredPost,
  EntryCheck,
  EntryReceipt,
} from '@huiyin/domain/http/received-items'
import { readReceivedPost, receivedFieldLabel } from '@huiyin/domain/received-post'
import { cleanUrl } from '@huiyin/store/clean-url'
import type { EnteredItem } from '@huiyin/store/entered-items'
import { draftOf, receivePosts } from '@huiyin/store/receive-posts'
import { entrySource } from '@huiyin/store/received-sources'
import { toNewItem } from '@huiyin/store/store-drafts'
import { type Api, type ApiDeps, self } from '../deps.js'
import { may } from '../policy.js'
import { personOf, storeAs } from '../visitor.js'

const presentEntered = ({ eventId, eventTitle, eventItems, ...item }: EnteredItem): EnteredItemView => ({
  ...item,
  url: item.url.startsWith('http') ? item.url : null,
  foundAt: item.foundAt.toISOString(),
  event: eventId ? { id: eventId, title: eventTitle ?? '', items: eventItems ?? 0 } : null,
})

/** 联络员录入: what a person saw and wrote down takes the way of everything that is swept. */
export function enteredItemRoutes(app: Api, { store, config, clock }: ApiDeps): void {
  const means = { secret: config.secret, vault: config.vault }
  const read = (body: EnteredPost) => readReceivedPost(body, { now: clock.now(), cleanUrl })

  app.post(
    '/api/entered-items/check',
    {
      schema: {
        summary: '录入前核对：有无错误、是否已有相同信息、脱敏后的样子',
        body: EnteredPost,
        response: { 200: EntryCheck },
      },
      config: { policy: may('create', 'entered-item') },
    },
    async (request) => {
      const found = read(request.body)
      if ('problems' in found) return { problems: [...found.problems], reads: null, same: [] }
      const { title, text, contentHash, authorPseudonym } = toNewItem(
        draftOf(found.post, entrySource),
        entrySource,
        means.secret,
      )
      const { url } = found.post
      const same = await storeAs(store, request).transaction((tx) =>
        tx.items.sameAnywhere({ url, contentHash }),
      )
      return {
        problems: [],
        reads: { title, text, author: authorPseudonym },
        same: same.map((one) => ({ ...one, foundAt: one.foundAt.toISOString() })),
      }
    },
  )

  app.post(
    '/api/entered-items',
    {
      schema: { summary: '录入一条信息', body: EnteredPost, response: { 201: EntryReceipt } },
      config: { policy: may('create', 'entered-item') },
    },
    async (request, reply) => {
      const found = read(request.body)
      if ('problems' in found)
        throw new InvalidInput(
          `没有保存：${found.problems.map(({ field, message }) => `${receivedFieldLabel[field]}：${message}`).join('；')}`,
          found.problems,
        )
      const receipt = await store.as(self).transaction(async (tx) => {
        const sourceId = await tx.receivedSources.entry()
        const [taken] = await receivePosts(tx, sourceId, [found.post], means)
        if (!taken) throw new Error('a post was taken in without a receipt')
        const subject = { kind: 'source', id: sourceId } as const
        const detail = { item: taken.id ?? '', new: taken.isNew }
        tx.audit.append({ action: 'item.entered', subject, detail }, personOf(request))
        return taken
      })
      return reply.code(201).send(receipt)
    },
  )

  app.get(
    '/api/entered-items',
    {
      schema: {
        summary: '最近录入、导入、推送的信息',
        querystring: PageQuery,
        response: { 200: EnteredItemPage },
      },
      config: { policy: may('read', 'entered-item') },
    },
    async (request) => {
      const page = await storeAs(store, request).transaction((tx) => tx.enteredItems.list(request.query))
      const rows = page.rows.map(presentEntered)
      // A list shows the beginning; the whole is on the event's page.
      return { ...page, rows: rows.map((row) => ({ ...row, text: [...row.text].slice(0, 200).join('') })) }
    },
  )

  app.get(
    '/api/entered-items/:id',
    {
      schema: { summary: '一条录入与研判结果', params: IdParams, response: { 200: EnteredItemView } },
      config: { policy: may('read', 'entered-item') },
    },
    async (request) =>
      presentEntered(
        await storeAs(store, request).transaction((tx) => tx.enteredItems.get(request.params.id)),
      ),
  )
}
