// The parts of an OOXML document (Word, Excel, PowerPoint): which are left out, what the others tell, and they without it.

import { type Finding, WHAT, type Wording, finding } from "./found";
import { isPlainField, tellingFields, withPlainFields } from "./fields";
import { mapAttributes, tagsIn, textsOf, textsWithin, withTexts, withoutElements } from "./xml";

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
  [/^xl\/(pivotCache|pivotTables|slicers|slicerCaches|timelines|timelineCaches)\//, WHAT.editing],
  [/^ppt\/tags\//, WHAT.other],
  [/^docMetadata\//, WHAT.other],
  [/(^|\/)_rels\/(people|commentsIds|commentsExtended|commentsExtensible)\.xml\.rels$/, WHAT.other],
];
// What a document is known to need; a part that nobody knows may say anything, and is left out.
const KEPT: readonly RegExp[] = [
  /^\[Content_Types\]\.xml$/,
  /^_rels\/\.rels$/,
  /^(word|xl|ppt)\/(?:[\w-]+\/)*_rels\/[^/]+\.rels$/,
  /^word\/(glossary\/)?(document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|footnotes|endnotes|comments|(header|footer)\d*)\d*\.xml$/,
  /^xl\/(workbook|styles|sharedStrings|calcChain|metadata|comments\d*)\.xml$/,
  /^xl\/(worksheets|chartsheets|tables|comments|externalLinks|richData)\/[^/]+\.xml$/,
  /^ppt\/(presentation|presProps|viewProps|tableStyles|commentAuthors|authors)\.xml$/,
  /^ppt\/(slides|slideLayouts|slideMasters|notesSlides|notesMasters|handoutMasters|comments)\/[^/]+\.xml$/,
  /^(word|xl|ppt)\/(theme|charts|diagrams|drawings|ink)\/[^/]+\.(xml|vml)$/,
  /^(word|xl|ppt)\/media\//,
  /^(word|ppt)\/fonts\//,
  /^xl\/drawings\/|^word\/vmlDrawing/,
];
const CORE: Readonly<Record<string, Wording>> = {
  "dc:creator": WHAT.author, "cp:lastModifiedBy": WHAT.editor, "dc:title": WHAT.title, "dc:subject": WHAT.title, "dc:description": WHAT.title, "cp:keywords": WHAT.title,
  "dcterms:created": WHAT.date, "dcterms:modified": WHAT.date, "cp:lastPrinted": WHAT.date, Company: WHAT.company, Manager: WHAT.company, Template: WHAT.path, TotalTime: WHAT.editing, Application: WHAT.program,
};
const EDITING = ["w:rsids", "w14:docId", "w15:docId", "w16cid:durableId", "w:mailMerge", "w:attachedTemplate", "x15ac:absPath", "xr:revisionPtr", "fileSharing", "w15:person",
  "customWorkbookViews", "customWorkbookView", "customSheetViews", "customSheetView", "scenarios", "scenario", "pivotCaches", "webPublishing", "webPublishItems", "webPublishItem", "protectedRange",
  "x14:slicerCaches", "x15:slicerCaches", "x14:slicerList", "x15:slicerList", "x14:pivotCaches", "x15:timelineCacheRefs", "x15:timelineRefs", "x15:timelineCachePivotCaches",
  "w:permStart", "w:permEnd", "w:docVars", "w:docVar", "w:fldData", "p15:presenceInfo", "p:custDataLst",
];
// What such an element says, in whichever of its attributes.
const SAID = /^(url|path|destinationFile|title|name|comment|user|userName|(w:)?val|(w:)?ed|providerId)$/;
/** Whether an attribute says who somebody is, by its name alone. */
export const isPersonal = (attribute: string): boolean => /user|author|refreshedBy|^ed$|lastModifiedBy|initials/i.test(attribute.replace(/^[^:]*:/, ""));
// A yes, a no, or a number by which one part of a document points at another.
const POINTER = /^(true|false|on|off|[01]|\{[0-9A-F-]{36}\})$/i;
const REVISIONS = ["w:ins", "w:del", "w:moveFrom", "w:moveTo"];
const PATHLIKE = /^(file:|[a-z]:[\\/]|\\\\|\/(users|home)\/)|[\\/][^\s\\/]+\.\w{2,4}$|^[^\s]+\.(jpe?g|png|gif|heic|tiff?|bmp)$/i;
const FILE_ADDRESS = /^(file:|[a-z]:[\\/]|\\\\)/i;
const NOWHERE = "about:blank";

/** What a part is where it is left out, or `null` where it stays. */
export function ooxmlLeftOut(path: string): Wording | null {
  return LEFT_OUT.find(([pattern]) => pattern.test(path))?.[1] ?? (KEPT.some((pattern) => pattern.test(path)) ? null : WHAT.other);
}

/** What a part tells. */
export function inspectOoxmlPart(path: string, xml: string): Finding[] {
  if (/^docProps\/(core|app)\.xml$/.test(path)) return Object.entries(CORE).flatMap(([name, what]) => textsOf(xml, [name]).map((text) => finding(what, text)));
  const leftOut = ooxmlLeftOut(path);
  if (leftOut !== null) return [...peopleIn(path, xml), finding(leftOut, "")];
  const found = [...peopleIn(path, xml), ...contentThatStays(path, xml)];
  for (const { name, attributes } of tagsIn(xml)) {
    if (EDITING.includes(name)) found.push(...saidBy(attributes));
    for (const [attribute, value] of Object.entries(attributes)) {
      if (isRevisionId(attribute)) found.push(finding(WHAT.editing, ""));
      if (isDate(name, attribute) && value !== "" && value !== NO_DATE) found.push(finding(WHAT.commented, value));
      if (attribute === "descr" && PATHLIKE.test(value)) found.push(finding(WHAT.path, value));
      if (isFieldCode(name, attribute) && !isPlainField(value)) found.push(finding(WHAT.path, value));
    }
    if (name === "Relationship" && leads(attributes) && attributes["Target"] !== NOWHERE) found.push(finding(WHAT.path, attributes["Target"] ?? ""));
  }
  found.push(...tellingFields(xml).map((code) => finding(WHAT.path, code.replaceAll("&quot;", '"'))));
  return found;
}

/** The words of a part that stand there to be read. */
export function readableOoxml(xml: string): string {
  return textsWithin(xml, (name) => /^(w:t|w:delText|a:t|m:t|t|v|f|c:v|c:f|p:text|(odd|even|first)(Header|Footer))$/.test(name));
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
    if (isPersonal(attribute) && /initials/i.test(attribute)) return value === "" ? value : "P";
    if (saysName(tag, attribute, value)) return NOBODY;
    if (isFieldCode(tag, attribute) && !isPlainField(value)) return "";
    if (attribute === "descr" && PATHLIKE.test(value)) return "";
    if (tag === "pageSetup" && attribute === "r:id") return null;
    if (tag === "Relationship" && attribute === "Target" && leading.has(value.replaceAll("&amp;", "&"))) return NOWHERE;
    return value;
  });
  if (!/^xl\/comments/.test(path)) return withPlainFields(clean);
  // A note begins with the name of whoever wrote it, in the text itself.
  const authors = textsOf(xml, ["author"]);
  const signed = clean.replace(/(<t(?:\s[^>]*)?>)([^<:]*)(?=:)/g, (whole: string, open: string, text: string) => (authors.includes(textsOf(`<t>${text}</t>`, ["t"])[0] ?? "") ? open + NOBODY : whole));
  return withTexts(signed, ["author"], NOBODY);
}

const NO_DATE = "1980-01-01T00:00:00Z";

function peopleIn(path: string, xml: string): Finding[] {
  const found: Finding[] = [];
  for (const { name, attributes } of tagsIn(xml)) {
    for (const [attribute, value] of Object.entries(attributes)) {
      if (saysName(name, attribute, value) && value !== NOBODY) found.push(finding(WHAT.commenters, value));
      if (isPersonal(attribute) && /initials/i.test(attribute) && value !== "" && value !== "P") found.push(finding(WHAT.commenters, value));
    }
  }
  const authors = /^xl\/comments/.test(path) ? textsOf(xml, ["author"]).filter((author) => author !== NOBODY) : [];
  return [...found, ...authors.map((author) => finding(WHAT.commenters, author))];
}

function contentThatStays(path: string, xml: string): Finding[] {
  const tags = tagsIn(xml);
  const stays = (what: Wording, count: number): Finding[] => (count === 0 ? [] : [{ ...finding(what, String(count)), stays: true }]);
  const isHidden = (name: string, attributes: Readonly<Record<string, string>>): boolean =>
    ((name === "row" || name === "col") && /^(1|true)$/.test(attributes["hidden"] ?? "")) ||
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

/** Whether an attribute says a name: known ones by element, all others by what they are called. */
function saysName(tag: string, attribute: string, value: string): boolean {
  if (value === "") return false;
  if ((tag === "p:cmAuthor" && attribute === "name") || (tag === "p188:author" && /^(name|userId|providerId)$/.test(attribute)) || (tag === "person" && /^(displayName|userId)$/.test(attribute))) return true;
  if (tag === "p:tag" && attribute === "val") return true;
  if (!isPersonal(attribute) || /initials/i.test(attribute)) return false;
  return !POINTER.test(value) && !(attribute === "authorId" && /^\d{1,4}$/.test(value));
}

const isFieldCode = (tag: string, attribute: string): boolean => /(^|:)fldSimple$/.test(tag) && /(^|:)instr$/.test(attribute);

function saidBy(attributes: Readonly<Record<string, string>>): Finding[] {
  const said = Object.entries(attributes).filter(([attribute, value]) => SAID.test(attribute) && /\p{L}{2}/u.test(value));
  return said.length === 0 ? [finding(WHAT.editing, "")] : said.map(([attribute, value]) => finding(/[\\/]/.test(value) ? WHAT.path : /^(user|userName|comment)$/.test(attribute) ? WHAT.commenters : WHAT.editing, value));
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
