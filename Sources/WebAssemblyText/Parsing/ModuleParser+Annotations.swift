internal import WebAssembly

/// Annotations with a meaning: names, custom sections and branch hints.
///
/// Specification: https://webassembly.github.io/spec/core/appendix/custom.html
extension ModuleParser {
  /// An error about an annotation.
  func error(_ annotation: Annotation, _ message: String) -> TextError {
    cursor.stream.source.error(
      at: annotation.range, .annotation, "\(annotation.kind.text) annotation: \(message)")
  }

  /// Takes the name annotation that stands here.
  ///
  /// - Parameter thing: what it names, for messages.
  /// - Returns: the name, if there is an annotation.
  mutating func takeNameAnnotation(of thing: String) throws(TextError) -> [UInt8]? {
    let found = annotations.claim(.name, before: cursor.position, in: cursor.stream)
    guard let annotation = found.first else { return nil }
    if found.count > 1 { throw error(found[1], "multiple \(thing)") }
    let tokens = cursor.stream.annotationTokens[annotation.content]
    guard let token = tokens.first, token.kind == .string else {
      throw error(annotation, "missing name")
    }
    guard tokens.count == 1 else { throw error(annotation, "unexpected token") }
    return try utf8(token, of: annotation)
  }

  /// Takes the custom sections that stand here, between two fields.
  mutating func takeCustomAnnotations() throws(TextError) {
    for annotation in annotations.claim(.custom, before: cursor.position, in: cursor.stream) {
      draft.customSections.append(try customSection(annotation))
    }
  }

  /// Takes the branch hint that stands before the token at a position.
  mutating func takeBranchHint(before position: Int) throws(TextError) -> [UInt8]? {
    let found = annotations.claim(.branchHint, before: position, in: cursor.stream)
    guard let annotation = found.first else { return nil }
    if found.count > 1 { throw error(found[1], "duplicate annotation") }
    var content: [UInt8] = []
    for token in cursor.stream.annotationTokens[annotation.content] {
      guard token.kind == .string else { throw error(annotation, "unexpected token") }
      content += cursor.stream.stringBytes(of: token)
    }
    guard content == [0] || content == [1] else { throw error(annotation, "invalid hint value") }
    return content
  }

  /// Makes sure that every annotation found its place.
  func checkAnnotations() throws(TextError) {
    guard let index = annotations.firstUnclaimed else { return }
    let annotation = cursor.stream.annotations[index]
    if annotation.kind == .branchHint { throw error(annotation, "not in a function") }
    throw cursor.stream.source.error(
      at: annotation.range, .annotation, "misplaced \(annotation.kind.text) annotation")
  }

  private func utf8(_ token: Token, of annotation: Annotation) throws(TextError) -> [UInt8] {
    let bytes = cursor.stream.stringBytes(of: token)
    guard UTF8Validation.firstInvalid(in: bytes[...]) == nil else {
      throw error(annotation, "malformed UTF-8 encoding")
    }
    return bytes
  }

  /// Reads `"name" place? "bytes"*`.
  private func customSection(
    _ annotation: Annotation
  ) throws(TextError) -> ModuleDraft.CustomSection {
    var tokens = cursor.stream.annotationTokens[annotation.content]
    guard let first = tokens.first, first.kind == .string else {
      throw error(annotation, "missing section name")
    }
    let name = try utf8(tokens.removeFirst(), of: annotation)
    var place = SectionPlace.last
    if tokens.first?.kind == .open { place = try sectionPlace(&tokens, of: annotation) }
    var content: [UInt8] = []
    for token in tokens {
      guard token.kind == .string else { throw error(annotation, "unexpected token") }
      content += cursor.stream.stringBytes(of: token)
    }
    return ModuleDraft.CustomSection(name: name, content: content, place: place)
  }

  /// Takes `(before section)`, `(after section)`, `(before first)` or `(after last)`.
  private func sectionPlace(
    _ tokens: inout ArraySlice<Token>, of annotation: Annotation
  ) throws(TextError) -> SectionPlace {
    let direction = text(tokens.dropFirst(1).first)
    guard direction == "before" || direction == "after" else {
      throw error(annotation, "malformed placement")
    }
    let section = text(tokens.dropFirst(2).first)
    let place: SectionPlace
    switch (direction, section, SectionKind(keyword: section)) {
    case ("before", "first", _): place = .first
    case ("after", "last", _): place = .last
    case ("before", _, let kind?): place = .before(kind)
    case ("after", _, let kind?): place = .after(kind)
    default: throw error(annotation, "malformed section kind")
    }
    guard tokens.dropFirst(3).first?.kind == .close else {
      throw error(annotation, "unexpected token")
    }
    tokens = tokens.dropFirst(4)
    return place
  }

  private func text(_ token: Token?) -> String {
    guard let token, token.kind == .word else { return "" }
    return String(decoding: cursor.stream.bytes(of: token), as: UTF8.self)
  }
}
