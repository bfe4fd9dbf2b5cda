internal import WebAssembly

/// A binary module in the making, section by section.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html
struct ModuleDraft {
  /// The entries of a section.
  struct Entries {
    var count = 0
    var writer = ByteWriter()
  }

  var types: [SubType] = []
  /// The recursion groups as ranges of `types`; types beyond the last stand alone.
  var groups: [Range<Int>] = []
  var imports = Entries()
  var functions = Entries()
  var tables = Entries()
  var memories = Entries()
  var tags = Entries()
  var globals = Entries()
  var exports = Entries()
  var start: UInt32?
  var elements = Entries()
  var code = Entries()
  var data = Entries()
  /// Whether an instruction names a data segment, so that the data count section is needed.
  var namesData = false
  var names = NameDraft()
  var customSections: [CustomSection] = []
  var branchHints: [BranchHints] = []

  /// A custom section and where it goes.
  struct CustomSection {
    var name: [UInt8]
    var content: [UInt8]
    var place: SectionPlace
  }

  /// The hints of one function.
  struct BranchHints {
    struct Hint {
      /// From the first byte of the function's entry.
      var offset: Int
      var content: [UInt8]
    }
    var function: UInt32
    var hints: [Hint]
  }
}

/// The sections that are not custom, in their order in the file.
enum SectionKind: String, CaseIterable {
  case type, `import`, `func`, table, memory, tag, global, export, start, elem
  case dataCount = "datacount"
  case code, data

  /// The number in the binary format.
  var id: UInt8 {
    switch self {
    case .type: 1
    case .import: 2
    case .func: 3
    case .table: 4
    case .memory: 5
    case .tag: 13
    case .global: 6
    case .export: 7
    case .start: 8
    case .elem: 9
    case .dataCount: 12
    case .code: 10
    case .data: 11
    }
  }
}

/// Where among the other sections a custom section goes.
enum SectionPlace: Equatable {
  case first
  case before(SectionKind)
  case after(SectionKind)
  case last
}
