internal import WebAssembly

extension SectionKind {
  /// The sections that are not custom, in their order in the file.
  static let ordered: [SectionKind] = [
    .type, .import, .function, .table, .memory, .tag, .global, .export, .start, .element,
    .dataCount, .code, .data,
  ]

  /// The section with a name that placements of custom sections use.
  init?(keyword: String) {
    guard let kind = SectionKind.ordered.first(where: { $0.keyword == keyword }) else {
      return nil
    }
    self = kind
  }

  /// The name that placements of custom sections use.
  var keyword: String {
    switch self {
    case .custom: "custom"
    case .type: "type"
    case .import: "import"
    case .function: "func"
    case .table: "table"
    case .memory: "memory"
    case .tag: "tag"
    case .global: "global"
    case .export: "export"
    case .start: "start"
    case .element: "elem"
    case .dataCount: "datacount"
    case .code: "code"
    case .data: "data"
    }
  }
}
