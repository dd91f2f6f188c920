import { cleanUrl } from '@huiyin/store/clean-url'
import type { Document } from 'domhandler'
import { findAll, lineOf } from '../extract/selector.js'

/** A column of a site, by the words of its link. */
export interface Column {
  name: string
  url: string
}

const township =
  /^[\u4e00-\u9fff]{1,10}(?:镇|乡|街道|街道办|街道办事处|开发区|管委会|苏木|民族乡)(?:人民政府|政府)?$/
const talking =
  /领导信箱|县长信箱|书记信箱|区长信箱|市长信箱|镇长信箱|网上留言|网民留言|在线咨询|网上信访|投诉|依申请公开|互动交流|政民互动|民意征集|问政|来信|信件/
const telling = /通知公告|公示公告|政务动态|工作动态|今日|要闻|新闻/
/** A site with fewer has no townships of its own. */
const leastTownships = 3
/** Columns told to whoever gave a site's front page. */
const mostTold = 6

function linksTo(tree: Document, url: string, wanted: RegExp): Column[] {
  const columns = new Map<string, Column>()
  for (const anchor of findAll(tree, 'a[href]')) {
    const name = lineOf(anchor)
    const target = name.length <= 20 && wanted.test(name) ? cleanUrl(anchor.attribs.href ?? '', url) : null
    if (target && target !== cleanUrl(url) && !columns.has(target)) columns.set(target, { name, url: target })
  }
  return [...columns.values()]
}

/** The townships' columns a page links; empty for other pages. */
export function townshipColumns(tree: Document, url: string): Column[] {
  const columns = linksTo(tree, url, township)
  return columns.length >= leastTownships ? columns : []
}

/** Columns worth watching on a front page: where people write first, then where the county tells. */
export const columnsWorth = (tree: Document, url: string): Column[] =>
  [...linksTo(tree, url, talking), ...linksTo(tree, url, telling)].slice(0, mostTold)
