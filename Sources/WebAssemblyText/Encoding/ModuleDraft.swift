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

/// Where among the other sections a custom section goes.
enum SectionPlace: Equatable {
  case first
  case before(SectionKind)
  case after(SectionKind)
  case last
}
