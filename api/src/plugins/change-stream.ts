import type { ServerResponse } from 'node:http'
import { type Actor, rolesOf } from '@huiyin/domain/actor'
import type { ChangeTopic } from '@huiyin/domain/change'
import type { Sight } from '@huiyin/store/sight'
import type { Store } from '@huiyin/store/store'
import type { Visitor } from '../visitor.js'
import { topicsAboutContent, topicsOf } from './heard-topics.js'

/** Two messages a second of one topic are as many as a screen can ask again for. */
const quietMs = 500
/** Below the idle limits of common proxies. */
const heartbeatMs = 15_000

/** Whom a wall may stand against hears only of what he can then find; the desk hears of everything. */
const seesInPart = (actor: Actor): boolean =>
  actor.kind === 'display' || (actor.kind === 'user' && actor.unitCode !== null)

interface Hearer {
  out: ServerResponse
  actor: Actor
  /** What he could see when last told; null for whoever sees all. */
  sight: Sight | null
  topics: ReadonlySet<ChangeTopic>
  stillValid: () => Promise<boolean>
}

/** One listener on the store for every open stream of this process. */
export class ChangeStream {
  readonly #hearers = new Set<Hearer>()
  readonly #pending = new Map<ChangeTopic, { again: boolean; timer: NodeJS.Timeout }>()
  #heartbeat: NodeJS.Timeout | undefined
  #stop: Promise<() => void> | null = null

  constructor(readonly store: Store) {}

  /** Adds a stream; `stillValid` is asked at every heartbeat and ends it when the session has ended. */
  async open(out: ServerResponse, visitor: Visitor, stillValid: () => Promise<boolean>): Promise<void> {
    this.#stop ??= this.store
      .listen(({ topic }) => {
        if (topic === 'sessions') void this.#dismiss()
        else this.#hear(topic)
      })
      .catch((error: unknown) => {
        this.#stop = null
        throw error
      })
    await this.#stop
    this.#heartbeat ??= setInterval(() => void this.#beat(), heartbeatMs)
    const hearer: Hearer = {
      out,
      actor: visitor.actor,
      sight: seesInPart(visitor.actor) ? await this.#sightOf(visitor.actor) : null,
      stillValid,
      topics: new Set(rolesOf(visitor.actor).flatMap((role) => topicsOf[role])),
    }
    this.#hearers.add(hearer)
    out.on('close', () => this.#hearers.delete(hearer))
    out.write('retry: 2000\n: connected\n\n')
  }

  /** Ends every stream at once: a stopping server must not wait for screens. */
  async close(): Promise<void> {
    clearInterval(this.#heartbeat)
    for (const { timer } of this.#pending.values()) clearTimeout(timer)
    for (const { out } of this.#hearers) {
      out.end()
      out.destroy()
    }
    this.#hearers.clear()
    const stop = await this.#stop?.catch(() => undefined)
    stop?.()
  }

  /** The first change of a topic goes out at once, those after it together when the pause is over. */
  #hear(topic: ChangeTopic): void {
    const pending = this.#pending.get(topic)
    if (pending) {
      pending.again = true
      return
    }
    this.#send(topic)
    const entry = {
      again: false,
      timer: setTimeout(() => {
        this.#pending.delete(topic)
        if (entry.again) this.#hear(topic)
      }, quietMs),
    }
    this.#pending.set(topic, entry)
  }

  #send(topic: ChangeTopic): void {
    const message = `event: change\ndata: ${JSON.stringify({ topic })}\n\n`
    const hearers = [...this.#hearers].filter(({ topics }) => topics.has(topic))
    for (const { out, sight } of hearers)
      if (sight === null || !topicsAboutContent.has(topic)) out.write(message)
    if (topicsAboutContent.has(topic))
      void this.#sendToPartial(
        hearers,
        topic === 'drafts' || topic === 'suggestions' ? topic : 'matters',
        message,
      )
  }

  /** One question a kind of hearer, however many screens a unit has open. */
  async #sendToPartial(hearers: readonly Hearer[], part: keyof Sight, message: string): Promise<void> {
    const sights = new Map<string, Promise<Sight>>()
    for (const hearer of hearers) {
      if (hearer.sight === null) continue
      const { actor } = hearer
      const key = actor.kind === 'user' ? `${actor.unitCode} ${actor.roles}` : actor.kind
      const asked = sights.get(key) ?? this.#sightOf(actor)
      sights.set(key, asked)
      // Unanswered: say nothing now; the screen asks again on its own.
      const sight = await asked.catch(() => hearer.sight)
      if (sight === null || sight[part] === hearer.sight[part]) continue
      hearer.sight = { ...hearer.sight, [part]: sight[part] }
      if (this.#hearers.has(hearer)) hearer.out.write(message)
    }
  }

  #sightOf(actor: Actor): Promise<Sight> {
    return this.store.as(actor).transaction((tx) => tx.sight.fingerprint())
  }

  async #beat(): Promise<void> {
    for (const { out } of await this.#dismiss()) out.write(': beat\n\n')
  }

  /** Ends the streams of those who are let in no longer: at every heartbeat, and at once when a session is ended. */
  async #dismiss(): Promise<Hearer[]> {
    const asked = await Promise.all(
      [...this.#hearers].map(async (hearer) => ({
        hearer,
        isValid: await hearer.stillValid().catch(() => true),
      })),
    )
    for (const { hearer, isValid } of asked) if (!isValid) hearer.out.end()
    return asked.flatMap(({ hearer, isValid }) => (isValid ? [hearer] : []))
  }
}
