import type { Role } from '@huiyin/domain/actor'
import type { MeView } from '@huiyin/domain/http/sessions'

type Holder = Pick<MeView, 'roles'> | null

const holds = (me: Holder, ...wanted: Role[]): boolean =>
  me?.roles.some((role) => wanted.includes(role)) ?? false

/** Reads the county's events, cases and log. 三员分立: neither administrator nor auditor does (docs/rules.md §4). */
export const readsContent = (me: Holder): boolean =>
  holds(me, 'duty-officer', 'office', 'leader', 'deputy-leader')

/** 承办单位 without another content role: sees its own cases only. */
export const isUnitOnly = (me: Holder): boolean => holds(me, 'unit') && !readsContent(me)

/** Accepts, dismisses, decides, dispatches, closes. */
export const triages = (me: Holder): boolean => holds(me, 'duty-officer', 'office')

/** Writes a note in a case file. */
export const notes = (me: Holder): boolean => readsContent(me) || holds(me, 'unit')

/** Acts for the responsible unit: receives and answers. */
export const answers = (me: Holder): boolean => triages(me) || holds(me, 'unit')

export const administers = (me: Holder): boolean => holds(me, 'administrator')

/** Reads, checks and takes out the audit; nobody audits what he administers. */
export const audits = (me: Holder): boolean => holds(me, 'auditor') && !administers(me)

export const seesSources = (me: Holder): boolean => readsContent(me) || administers(me)

/** Asks for a sweep now. Adding and switching sources is the administrator's. */
export const sweepsSources = (me: Holder): boolean => triages(me) || administers(me)

/** Reads the regimes: law and local documents are no secret, only a screen has no use for them. */
export const readsRules = (me: Holder): boolean => me?.roles.some((role) => role !== 'display') ?? false

/** Drafts a change of the regimes and imports a year of the calendar; a second person agrees to the first. */
export const draftsRules = (me: Holder): boolean => holds(me, 'administrator', 'office')

/** Decides as the second person what lets a unit read what was kept from it. */
export const decidesWalls = (me: Holder): boolean => holds(me, 'leader', 'deputy-leader', 'office')

/** Where each person starts: at the question they come with. */
export function homeOf(me: Holder): string {
  if (readsContent(me)) return '/feed'
  if (isUnitOnly(me)) return '/cases'
  if (administers(me)) return '/sources'
  if (audits(me)) return '/audit'
  if (holds(me, 'display')) return '/wall'
  return '/welcome'
}
