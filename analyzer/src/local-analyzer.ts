import type { Actor } from '@huiyin/domain/actor'
import { RetryLater } from '@huiyin/domain/errors'
import { compileSubjects, type SubjectSet } from '@huiyin/domain/rule/subject-set'
import type { Lexicon } from '@huiyin/keywords/lexicon'
import type { Store } from '@huiyin/store/store'
import { type Analyzer, createAnalyzer } from './analyze.js'
import type { Models } from './model/load.js'

/** As whom the analyzer works on everything. */
export const analyzerActor: Actor = { kind: 'service', name: 'analyzer' }

export interface LocalAnalyzer {
  /** @throws RetryLater until a jurisdiction is started: nothing can be “about us” before. */
  current(): Promise<Analyzer>
  /** The watched subjects in force, compiled once and again when one changes. */
  subjects(): Promise<SubjectSet>
  /** The place may have changed: read it again when next asked. */
  forget(): void
  /** A watched subject was saved, switched on or off. */
  forgetSubjects(): void
}

const askAgainMs = 5_000

/** The analyzer of the jurisdiction in the store, built once and again when it changes. */
export function localAnalyzer(store: Store, lexicon: Lexicon, models?: Models): LocalAnalyzer {
  let building: Promise<Analyzer> | null = null
  let compiling: Promise<SubjectSet> | null = null
  const compile = async (): Promise<SubjectSet> =>
    compileSubjects(await store.as(analyzerActor).transaction((tx) => tx.watchedSubjects.enabled()))
  const build = async (): Promise<Analyzer> => {
    const knowledge = await store.as(analyzerActor).transaction((tx) => tx.jurisdiction.knowledge())
    if (!knowledge) throw new RetryLater('尚未设立属地，暂不研判', { afterMs: askAgainMs })
    return createAnalyzer({
      lexicon,
      units: knowledge.units,
      jurisdiction: knowledge.jurisdiction,
      ...(models ? { models } : {}),
    })
  }
  return {
    async current() {
      const mine = building ?? build()
      building = mine
      try {
        return await mine
      } catch (error) {
        if (building === mine) building = null
        throw error
      }
    },
    async subjects() {
      const mine = compiling ?? compile()
      compiling = mine
      try {
        return await mine
      } catch (error) {
        if (compiling === mine) compiling = null
        throw error
      }
    },
    forget() {
      building = null
    },
    forgetSubjects() {
      compiling = null
    },
  }
}
