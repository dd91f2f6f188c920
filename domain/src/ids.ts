/** A string that is an identifier of one kind only; the compiler refuses to mix kinds. */
export type Id<Kind extends string> = string & { readonly __id: Kind }

export type SourceId = Id<'source'>
export type SweepId = Id<'sweep'>
export type ItemId = Id<'item'>
export type EventId = Id<'opinion-event'>
export type CaseFileId = Id<'case-file'>
export type UserId = Id<'user'>
/** Code of a responsible unit in the directory, e.g. `shuiwu-ju`. */
export type UnitCode = Id<'unit'>
export type SubjectId = Id<'watched-subject'>
