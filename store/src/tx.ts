import type { Actor } from '@huiyin/domain/actor'
import type { ChangeTopic } from '@huiyin/domain/change'
import type { JobDeclaration, PayloadOf } from '@huiyin/domain/job'
import { accounts } from './accounts.js'
import { apiTokens } from './api-tokens.js'
import { approvals } from './approvals.js'
import { assessments } from './assessments.js'
import { attachments } from './attachments.js'
import { type Audit, audit } from './audit.js'
import { awaitedAnswers } from './awaited-answers.js'
import { caseClocks } from './case-clocks.js'
import { caseFiles } from './case-files.js'
import { caseInstructions } from './case-instructions.js'
import { casePresence } from './case-presence.js'
import { clear } from './clear.js'
import { clockChanges } from './clock-changes.js'
import { coverage } from './coverage.js'
import { dataRequests } from './data-requests.js'
import type { Db } from './database.js'
import { deadlineWarnings } from './deadline-warnings.js'
import { disclosureItems } from './disclosure-items.js'
import { displayLinks } from './display-links.js'
import { dutyRecords } from './duty-records.js'
import { dutyShifts } from './duty-shifts.js'
import { enteredItems } from './entered-items.js'
import { eventChanges } from './event-changes.js'
import { eventHeat } from './event-heat.js'
import { eventMerges } from './event-merges.js'
import { eventPlacing } from './event-placing.js'
import { eventSettling } from './event-settling.js'
import { eventTally } from './event-tally.js'
import { eventViews } from './event-views.js'
import { events } from './events.js'
import { fetchedPages } from './fetched-pages.js'
import { frontier } from './frontier.js'
import { installation } from './installation.js'
import { itemImports } from './item-imports.js'
import { itemVersions } from './item-versions.js'
import { items } from './items.js'
import { judgementChanges } from './judgement-changes.js'
import { jurisdiction } from './jurisdiction.js'
import { mentions } from './mentions.js'
import { noticeCauses } from './notice-causes.js'
import { noticeChannels } from './notice-channels.js'
import { noticeDeliveries } from './notice-deliveries.js'
import { notices } from './notices.js'
import { opinionLog } from './opinion-log.js'
import { originals } from './originals.js'
import { pastDecisions } from './past-decisions.js'
import { politeness } from './politeness.js'
import { receivedSources } from './received-sources.js'
import { recountClocks } from './recount-clocks.js'
import { registeredMatters } from './registered-matters.js'
import { retention } from './retention.js'
import { reveals } from './reveals.js'
import { reviewDrafts } from './review-drafts.js'
import { reviewRules } from './review-rules.js'
import { reviewWordings } from './review-wordings.js'
import { rules } from './rules.js'
import { secondFactors } from './second-factors.js'
import { serviceBeats } from './service-beats.js'
import { sessions } from './sessions.js'
import { sight } from './sight.js'
import { signIn } from './sign-in.js'
import { sourceAlarms } from './source-alarms.js'
import { sourceFigures } from './source-figures.js'
import { sourceStates } from './source-states.js'
import { sources } from './sources.js'
import { subjectMentions } from './subject-mentions.js'
import { supervisorSuggestions } from './supervisor-suggestions.js'
import { sweeps } from './sweeps.js'
import { unitAppraisals } from './unit-appraisals.js'
import { wall } from './wall.js'
import { wallChanges } from './wall-changes.js'
import { watchedSubjects } from './watched-subjects.js'

/**
 * Every aggregate, one line each, so that `tx.items`, `tx.caseFiles` … exist in a transaction. To add one:
 * write `store/src/<aggregate>.ts` with `export const <aggregate> = (db: Db, now: Date) => ({ … })`, one
 * function a question, and name it here.
 */
const aggregates = (db: Db, now: Date) => ({
  sources: sources(db, now),
  sweeps: sweeps(db, now),
  coverage: coverage(db, now),
  fetchedPages: fetchedPages(db, now),
  frontier: frontier(db, now),
  awaitedAnswers: awaitedAnswers(db, now),
  sourceAlarms: sourceAlarms(db, now),
  sourceFigures: sourceFigures(db, now),
  sourceStates: sourceStates(db, now),
  items: items(db, now),
  itemImports: itemImports(db, now),
  itemVersions: itemVersions(db, now),
  installation: installation(db, now),
  accounts: accounts(db, now),
  apiTokens: apiTokens(db, now),
  approvals: approvals(db),
  assessments: assessments(db, now),
  enteredItems: enteredItems(db),
  events: events(db),
  mentions: mentions(db, now),
  attachments: attachments(db, now),
  caseFiles: caseFiles(db, now),
  caseInstructions: caseInstructions(db),
  casePresence: casePresence(db, now),
  caseClocks: caseClocks(db, now),
  clockChanges: clockChanges(db, now),
  deadlineWarnings: deadlineWarnings(db, now),
  reviewDrafts: reviewDrafts(db, now),
  reviewRules: reviewRules(db, now),
  reviewWordings: reviewWordings(db, now),
  rules: rules(db, now),
  clear: clear(db, now),
  disclosureItems: disclosureItems(db, now),
  displayLinks: displayLinks(db, now),
  eventChanges: eventChanges(db),
  eventHeat: eventHeat(db, now),
  eventMerges: eventMerges(db, now),
  eventPlacing: eventPlacing(db, now),
  eventSettling: eventSettling(db, now),
  eventTally: eventTally(db),
  eventViews: eventViews(db, now),
  judgementChanges: judgementChanges(db, now),
  jurisdiction: jurisdiction(db, now),
  dutyRecords: dutyRecords(db, now),
  dutyShifts: dutyShifts(db, now),
  noticeCauses: noticeCauses(db, now),
  noticeChannels: noticeChannels(db, now),
  noticeDeliveries: noticeDeliveries(db, now),
  notices: notices(db, now),
  opinionLog: opinionLog(db, now),
  originals: originals(db, now),
  politeness: politeness(db, now),
  pastDecisions: pastDecisions(db, now),
  receivedSources: receivedSources(db, now),
  registeredMatters: registeredMatters(db, now),
  recountClocks: recountClocks(db, now),
  retention: retention(db, now),
  reveals: reveals(db, now),
  dataRequests: dataRequests(db, now),
  secondFactors: secondFactors(db, now),
  serviceBeats: serviceBeats(db, now),
  sessions: sessions(db, now),
  sight: sight(db, now),
  signIn: signIn(db, now),
  subjectMentions: subjectMentions(db, now),
  supervisorSuggestions: supervisorSuggestions(db, now),
  unitAppraisals: unitAppraisals(db, now),
  wall: wall(db, now),
  wallChanges: wallChanges(db, now),
  watchedSubjects: watchedSubjects(db, now),
})

export type Aggregates = ReturnType<typeof aggregates>

/** One transaction of one actor. */
export type Tx = Aggregates & {
  readonly db: Db
  /** The clock when the transaction began. */
  readonly now: Date
  readonly actor: Actor
  /**
   * Announces a job; it leaves after commit and not at all after a rollback.
   * @throws InvalidInput at once when the payload does not follow the declaration.
   */
  enqueue<J extends JobDeclaration>(job: J, payload: PayloadOf<J>): void
  readonly audit: Audit
  /** Tells the live stream, on commit, that something of this topic changed. */
  announce(topic: ChangeTopic): void
}

/** What a transaction has still to do: jobs after commit, topics and audit entries just before it. */
export interface Outbox {
  enqueue: Tx['enqueue']
  audit: Audit['append']
  announce: Tx['announce']
}

/** Builds the `Tx` a piece of work gets. */
export const buildTx = (
  db: Db,
  now: Date,
  actor: Actor,
  { enqueue, announce, audit: append }: Outbox,
): Tx => ({
  ...aggregates(db, now),
  db,
  now,
  actor,
  enqueue,
  announce,
  audit: audit(db, append),
})
