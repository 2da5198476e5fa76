// The parts of an OOXML document (Word, Excel, PowerPoint): which are left out, what the others tell, and they without it.

import { type Finding, WHAT, type Wording, finding } from "./found";
import { mapAttributes, tagsIn, textsOf, withTexts, withoutElements } from "./xml";

/** What stands in the place of a name. */
export const NOBODY = "Person";

const LEFT_OUT: readonly (readonly [RegExp, Wording])[] = [
  [/^docProps\/thumbnail/, WHAT.thumbnail],
  [/^docProps\//, WHAT.other],
  [/^customXml\//, WHAT.other],
  [/^word\/(people|commentsIds|commentsExtended|commentsExtensible)\.xml$/, WHAT.commenters],
  [/^xl\/(persons|threadedComments)\//, WHAT.commenters],
  [/^xl\/revisions\//, WHAT.editing],
  [/^ppt\/(revisionInfo\.xml|changesInfos\/)/, WHAT.editing],
  [/\/printerSettings\//, WHAT.printer],
  [/(^|\/)_rels\/(people|commentsIds|commentsExtended|commentsExtensible)\.xml\.rels$/, WHAT.other],
];
const CORE: Readonly<Record<string, Wording>> = {
  "dc:creator": WHAT.author, "cp:lastModifiedBy": WHAT.editor, "dc:title": WHAT.title, "dc:subject": WHAT.title, "dc:description": WHAT.title, "cp:keywords": WHAT.title,
  "dcterms:created": WHAT.date, "dcterms:modified": WHAT.date, "cp:lastPrinted": WHAT.date, Company: WHAT.company, Manager: WHAT.company, Template: WHAT.path, TotalTime: WHAT.editing, Application: WHAT.program,
};
const EDITING = ["w:rsids", "w14:docId", "w15:docId", "w16cid:durableId", "w:mailMerge", "w:attachedTemplate", "x15ac:absPath", "xr:revisionPtr", "fileSharing", "w15:person"];
const REVISIONS = ["w:ins", "w:del", "w:moveFrom", "w:moveTo"];
const PATHLIKE = /^(file:|[a-z]:[\\/]|\\\\|\/(users|home)\/)|[\\/][^\s\\/]+\.\w{2,4}$|^[^\s]+\.(jpe?g|png|gif|heic|tiff?|bmp)$/i;
const FILE_ADDRESS = /^(file:|[a-z]:[\\/]|\\\\)/i;
const NOWHERE = "about:blank";

/** What a part is where it is left out, or `null` where it stays. */
export function ooxmlLeftOut(path: string): Wording | null {
  return LEFT_OUT.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/** What a part tells. */
export function inspectOoxmlPart(path: string, xml: string): Finding[] {
  if (/^docProps\/(core|app)\.xml$/.test(path)) return Object.entries(CORE).flatMap(([name, what]) => textsOf(xml, [name]).map((text) => finding(what, text)));
  const leftOut = ooxmlLeftOut(path);
  if (leftOut !== null) return [...peopleIn(path, xml), finding(leftOut, "")];
  const found = [...peopleIn(path, xml), ...contentThatStays(path, xml)];
  for (const { name, attributes } of tagsIn(xml)) {
    if (EDITING.includes(name)) found.push(finding(WHAT.editing, attributes["url"] ?? attributes["userName"] ?? ""));
    for (const [attribute, value] of Object.entries(attributes)) {
      if (isRevisionId(attribute)) found.push(finding(WHAT.editing, ""));
      if (isDate(name, attribute) && value !== "" && value !== NO_DATE) found.push(finding(WHAT.commented, value));
      if (attribute === "descr" && PATHLIKE.test(value)) found.push(finding(WHAT.path, value));
    }
    if (name === "Relationship" && leads(attributes) && attributes["Target"] !== NOWHERE) found.push(finding(WHAT.path, attributes["Target"] ?? ""));
  }
  return found;
}

/** A part without what it tells; `left` says which other parts are gone. */
export function cleanOoxmlPart(path: string, xml: string, left: (path: string) => boolean): string {
  let clean = withoutElements(xml, ({ name, attributes }) => {
    if (EDITING.includes(name)) return true;
    if (name === "Override") return left((attributes["PartName"] ?? "").replace(/^\//, ""));
    if (name !== "Relationship") return false;
    return attributes["TargetMode"] === "External" ? /attachedTemplate|mailMerge/i.test(attributes["Type"] ?? "") : left(targetOf(path, attributes["Target"] ?? ""));
  });
  const leading = path.endsWith(".rels") ? new Set(tagsIn(clean).filter(({ attributes }) => leads(attributes)).map(({ attributes }) => attributes["Target"])) : new Set();
  clean = mapAttributes(clean, (tag, attribute, value) => {
    if (isRevisionId(attribute)) return null;
    if (isDate(tag, attribute)) return tag.startsWith("p188:") ? NO_DATE : null;
    if (isName(tag, attribute)) return NOBODY;
    if (attribute === "w:initials" || (/^(p:cmAuthor|p188:author)$/.test(tag) && attribute === "initials")) return "P";
    if (attribute === "descr" && PATHLIKE.test(value)) return "";
    if (tag === "pageSetup" && attribute === "r:id") return null;
    if (tag === "Relationship" && attribute === "Target" && leading.has(value.replaceAll("&amp;", "&"))) return NOWHERE;
    return value;
  });
  return /^xl\/comments/.test(path) ? withTexts(clean, ["author"], NOBODY) : clean;
}

const NO_DATE = "1980-01-01T00:00:00Z";

function peopleIn(path: string, xml: string): Finding[] {
  const found: Finding[] = [];
  for (const { name, attributes } of tagsIn(xml)) {
    for (const [attribute, value] of Object.entries(attributes)) {
      if (isName(name, attribute) && value !== "" && value !== NOBODY) found.push(finding(WHAT.commenters, value));
    }
  }
  const authors = /^xl\/comments/.test(path) ? textsOf(xml, ["author"]).filter((author) => author !== NOBODY) : [];
  return [...found, ...authors.map((author) => finding(WHAT.commenters, author))];
}

function contentThatStays(path: string, xml: string): Finding[] {
  const tags = tagsIn(xml);
  const stays = (what: Wording, count: number): Finding[] => (count === 0 ? [] : [{ ...finding(what, String(count)), stays: true }]);
  const isHidden = (name: string, attributes: Readonly<Record<string, string>>): boolean =>
    (name === "w:vanish" && !/^(0|false|off)$/.test(attributes["w:val"] ?? "")) || (name === "sheet" && /hidden/i.test(attributes["state"] ?? "")) || (name === "p:sld" && attributes["show"] === "0");
  return [
    ...stays(WHAT.deleted, tags.filter(({ name }) => REVISIONS.includes(name)).length),
    ...stays(WHAT.hidden, tags.filter(({ name, attributes }) => isHidden(name, attributes)).length),
    ...stays(WHAT.comments, tags.filter(({ name }) => name === "w:comment" || (name === "comment" && /^xl\/comments/.test(path)) || name === "p:cm" || name === "p188:cm").length),
    ...stays(WHAT.notes, /^ppt\/notesSlides\/[^/]+\.xml$/.test(path) ? 1 : 0),
  ];
}

const isRevisionId = (attribute: string): boolean => /^w:rsid|^w14:(paraId|textId)$|^xr\d?:uid$/.test(attribute);

const isDate = (tag: string, attribute: string): boolean => /^(w:date|w16du:dateUtc)$/.test(attribute) || (tag === "p:cm" && attribute === "dt") || (tag.startsWith("p188:") && attribute === "created");

function isName(tag: string, attribute: string): boolean {
  if (attribute === "w:author" || attribute === "w15:author" || attribute === "w:userId") return true;
  return (tag === "p:cmAuthor" && attribute === "name") || (tag === "p188:author" && /^(name|userId|providerId)$/.test(attribute)) || (tag === "person" && /^(displayName|userId)$/.test(attribute));
}

/** Whether a relationship leads to a file of somebody's, or fetches something when the document is opened. */
function leads(attributes: Readonly<Record<string, string>>): boolean {
  if (attributes["TargetMode"] !== "External") return false;
  return FILE_ADDRESS.test(attributes["Target"] ?? "") || !/\/hyperlink$/.test(attributes["Type"] ?? "");
}

/** The part that a relationship in this file of relationships leads to. */
function targetOf(rels: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const steps = rels.replace(/_rels\/[^/]*$/, "").split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return steps.join("/");
}
