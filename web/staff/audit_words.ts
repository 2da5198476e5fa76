// What the log says was done, in words. A word that is not here is shown as it is.

/** The kinds of acts, by how their words begin. */
export const KINDS: readonly (readonly [beginning: string, name: string])[] = [
  ["case.", "Ärenden"],
  ["desk.", "Ärendelistan"],
  ["letter.", "Brev"],
  ["retention.", "Gallring"],
  ["staff.", "Konton och inloggning"],
  ["channel.", "Mottagare"],
  ["keyring.", "Nycklar"],
  ["org.", "Organisation"],
  ["urn.", "Urnor"],
  ["survey.", "Mätningar"],
  ["release.", "Redovisning"],
  ["plan.", "Handlingsplan"],
  ["briefing.", "Nämndrapport"],
  ["audit.", "Loggen"],
];

const WORDS: Readonly<Record<string, string>> = {
  "audit.export": "hämtade loggen som fil",
  "audit.verify": "kontrollerade loggens kedja",
  "briefing.fix": "fastställde en nämndrapport",
  "case.assign": "bytte handläggare",
  "case.attach": "lade ett nytt brev i ärendet",
  "case.attachment": "lade en bilaga i ärendet",
  "case.attachment_read": "öppnade en bilaga",
  "case.consult": "gav någon rätt att läsa ärendet",
  "case.consult_end": "tog tillbaka rätten att läsa ärendet",
  "case.disclose": "beslutade om utlämnande",
  "case.disqualify": "antecknade jäv",
  "case.entry": "skrev i ärendet",
  "case.export": "gjorde en handling av ärendet",
  "case.feedback": "antecknade återkoppling",
  "case.hold": "satte gallringsstopp",
  "case.index": "läste ärendet för sökning",
  "case.key": "bytte ärendets nyckel",
  "case.merge": "slog ihop ärendet med ett annat",
  "case.open": "öppnade ett ärende av ett nytt brev",
  "case.qualify": "tog bort en anteckning om jäv",
  "case.read": "läste ärendet",
  "case.reply": "svarade den som rapporterade",
  "case.share": "gav nyckel till ärendet",
  "case.unhold": "tog bort gallringsstopp",
  "case.unmerge": "tog isär ärenden",
  "case.split": "delade ärendet",
  "case.status": "ändrade status",
  "channel.found": "skapade en mottagare",
  "channel.templates": "ändrade svarsmallarna",
  "desk.read": "läste ärendelistan",
  "keyring.grant": "gav någon mottagarens nyckel",
  "keyring.new_epoch": "bytte mottagarens nyckel",
  "keyring.recover": "återställde med papper",
  "keyring.recovery_key": "skapade återställningsnyckel på papper",
  "keyring.remove_member": "tog bort en medlem",
  "letter.discard_empty": "kastade ett tomt brev oläst",
  "org.import": "läste in organisationen",
  "plan.head": "ändrade en handlingsplans rapporttillfällen och styrdokument",
  "plan.outcome": "skrev in ett utfall i en handlingsplan",
  "plan.take_in": "läste in en handlingsplan",
  "plan.version": "ändrade åtgärderna i en handlingsplan",
  "release.approve": "godkände en redovisning",
  "release.correct": "rättade en redovisning",
  "release.discard": "kastade ett utkast till redovisning",
  "release.draft": "gjorde ett utkast till redovisning",
  "release.publish": "publicerade en redovisning",
  "retention.destroy": "godkände och gallrade",
  "retention.propose": "föreslog gallring",
  "retention.rule": "förde in ett gallringsbeslut",
  "retention.withdraw": "drog tillbaka ett gallringsförslag",
  "staff.accept": "tackade ja till en inbjudan",
  "staff.claim": "satte upp tjänsten",
  "staff.invite": "bjöd in en kollega",
  "staff.sign_in": "loggade in",
  "staff.sign_out": "loggade ut",
  "survey.close": "stängde en mätning",
  "survey.codes": "skapade koder till en mätning",
  "survey.count": "räknade en mätning",
  "survey.plan": "planerade en mätning",
  "survey.void_code": "spärrade en kod",
  "survey.void_unit": "spärrade en enhets koder",
  "urn.open": "öppnade en urna",
  "urn.prepare": "förberedde en urna",
  "urn.read_tally": "läste en räkning",
  "urn.share_keys": "gav nycklar till en urna",
};

/** What was done, in words. */
export function actWord(act: string): string {
  return Object.hasOwn(WORDS, act) ? WORDS[act]! : act;
}

/** What it was done to, as short as it can be told apart: a case by its name. */
export function objectWord(act: string, object: string): string {
  if (object === "") return "";
  const short = object.slice(0, 6).toUpperCase();
  return act.startsWith("case.") ? `Ärende ${short}` : /^[0-9a-f-]{36}$/i.test(object) ? short : object;
}
