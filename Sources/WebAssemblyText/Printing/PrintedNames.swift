internal import WebAssembly

/// How definitions are called in the text: by identifiers where names are there and unique.
struct PrintedNames {
  /// The names of one index space.
  struct Space {
    /// Identifiers with their `$`.
    private var identifiers: [UInt32: String] = [:]
    /// Names that can't be identifiers.
    private var annotations: [UInt32: [UInt8]] = [:]

    init() {}

    /// Takes the names of indices below a count.
    init(_ names: some Sequence<(index: UInt32, name: String)>, count: Int) {
      var taken: Set<Identifier> = []
      for (index, name) in names where Int(index) < count {
        let bytes = Array(name.utf8)
        if !bytes.isEmpty && taken.insert(Identifier(bytes: bytes[...])).inserted {
          identifiers[index] = PrintedNames.identifier(bytes)
        } else {
          annotations[index] = bytes
        }
      }
    }

    var isEmpty: Bool { identifiers.isEmpty && annotations.isEmpty }

    /// What refers to an index: its identifier, or its number.
    func reference(_ index: UInt32) -> String { identifiers[index] ?? String(index) }

    /// What introduces an index: its identifier or a name annotation, after a space.
    func binding(_ index: UInt32) -> String {
      if let identifier = identifiers[index] { return " " + identifier }
      guard let name = annotations[index] else { return "" }
      var quoted: [UInt8] = []
      QuotedText.append(name[...], isText: true, to: &quoted)
      return " (@name \(String(decoding: quoted, as: UTF8.self)))"
    }
  }

  private var spaces: [NameSection.Kind: Space] = [:]
  private var nested: [NameSection.Kind: [UInt32: [(index: UInt32, name: String)]]] = [:]
  /// What introduces the module.
  private(set) var module = ""

  init(_ module: ModuleStructure) {
    let section = module.names()
    if let name = section.moduleName {
      self.module = Space([(index: UInt32(0), name: name)], count: 1).binding(0)
    }
    let counts: [(NameSection.Kind, Int)] = [
      (.function, module.functions.count), (.type, module.types.count),
      (.table, module.tables.count), (.memory, module.memories.count),
      (.global, module.globals.count), (.tag, module.tags.count),
      (.element, module.elementSegments.count), (.data, module.dataSegments.count),
    ]
    for (kind, count) in counts {
      let names = section.names(of: kind).all
      if names.isEmpty { continue }
      spaces[kind] = Space(
        names.lazy.map { (UInt32(truncatingIfNeeded: $0.key), $0.name) }, count: count)
    }
    for kind in [NameSection.Kind.local, .field] {
      for (key, name) in section.names(of: kind).all {
        let outer = UInt32(truncatingIfNeeded: key >> 32)
        nested[kind, default: [:]][outer, default: []]
          .append((UInt32(truncatingIfNeeded: key), name))
      }
    }
  }

  subscript(kind: NameSection.Kind) -> Space { spaces[kind] ?? Space() }

  /// The names of locals of a function, or of fields of a type.
  func inside(_ kind: NameSection.Kind, _ outer: UInt32, count: Int) -> Space {
    guard let names = nested[kind]?[outer] else { return Space() }
    return Space(names, count: count)
  }

  /// A name as an identifier, in quotes where it must be.
  private static func identifier(_ name: [UInt8]) -> String {
    if name.allSatisfy(Characters.isIdentifier) {
      return "$" + String(decoding: name, as: UTF8.self)
    }
    var result: [UInt8] = [0x24]
    QuotedText.append(name[...], isText: true, to: &result)
    return String(decoding: result, as: UTF8.self)
  }
}
