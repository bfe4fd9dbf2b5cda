/// The type of something a module imports or exports.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/types.html#external-types
public enum ExternalType: Hashable, Sendable {
  /// A function.
  case function(FunctionType)
  /// A table.
  case table(TableType)
  /// A linear memory.
  case memory(MemoryType)
  /// A global variable.
  case global(GlobalType)
  /// An exception tag, by the types of the values it carries.
  case tag(FunctionType)

  init(_ type: ExternalTypeReference, in structure: ModuleStructure) {
    switch type {
    case .function(let index): self = .function(structure.functionType(at: index))
    case .table(let type): self = .table(type)
    case .memory(let type): self = .memory(type)
    case .global(let type): self = .global(type)
    case .tag(let index): self = .tag(structure.functionType(at: index))
    }
  }

  /// The kind alone.
  public var kind: ExternalKind {
    switch self {
    case .function: .function
    case .table: .table
    case .memory: .memory
    case .global: .global
    case .tag: .tag
    }
  }
}

extension ExternalType: CustomStringConvertible {
  /// The type in words, such as `function [i32 i32] -> [i64]`.
  public var description: String {
    switch self {
    case .function(let type): "function \(type)"
    case .table(let type): "table of \(type.element), \(type.limits) elements"
    case .memory(let type):
      "memory of \(type.limits) \(type.pageSizeLog2 == 0 ? "bytes" : "pages")"
        + (type.addressType == .i64 ? ", 64-bit" : "") + (type.isShared ? ", shared" : "")
    case .global(let type):
      (type.isMutable ? "mutable" : "immutable") + " global of type \(type.value)"
    case .tag(let type): "tag \(type)"
    }
  }
}

extension FunctionType: CustomStringConvertible {
  /// Parameters and results, such as `[i32 i32] -> [i64]`; of very many, the first and how many.
  public var description: String {
    FunctionType.text(parameters) + " -> " + FunctionType.text(results)
  }

  private static func text(_ types: [ValueType]) -> String {
    let shown = types.prefix(types.count > 32 ? 24 : 32).map(\.description)
    let rest = types.count > shown.count ? " … \(types.count) in all" : ""
    return "[" + shown.joined(separator: " ") + rest + "]"
  }
}

extension SizeLimits: CustomStringConvertible {
  /// The range, such as `1..16` or `1 or more`.
  public var description: String {
    "\(minimum)" + (maximum.map { "..\($0)" } ?? " or more")
  }
}

/// Something a module needs from outside before it can be instantiated.
public struct ImportDescription: Hashable, Sendable {
  /// The module name it is imported from.
  public let module: String
  /// The field name.
  public let name: String
  /// What it must be.
  public let type: ExternalType
}

/// Something a module offers to the outside.
public struct ExportDescription: Hashable, Sendable {
  /// The name it is exported by.
  public let name: String
  /// What it is.
  public let type: ExternalType
}

extension Module {
  /// What the module needs, in the order of its import section.
  ///
  /// - Complexity: linear in the number of imports.
  public var imports: [ImportDescription] {
    structure.imports.map {
      ImportDescription(
        module: $0.module, name: $0.name, type: ExternalType($0.type, in: structure))
    }
  }

  /// What the module offers, in the order of its export section.
  ///
  /// - Complexity: linear in the number of exports.
  public var exports: [ExportDescription] {
    structure.exports.map { ExportDescription(name: $0.name, type: type(of: $0)) }
  }

  /// Describes one export.
  ///
  /// - Parameter name: the export's name.
  /// - Returns: its type, or `nil` when there is no such export.
  public func exportType(_ name: String) -> ExternalType? {
    export(named: name).map { type(of: $0) }
  }

  private func type(of export: ModuleStructure.Export) -> ExternalType {
    // Validation has checked the index.
    let index = Int(export.index)
    switch export.kind {
    case .function: return .function(structure.functionType(of: export.index))
    case .table: return .table(structure.tables[index])
    case .memory: return .memory(structure.memories[index])
    case .global: return .global(structure.globals[index])
    case .tag: return .tag(structure.functionType(at: structure.tags[index]))
    }
  }
}

extension ModuleStructure {
  /// The function type at a type index; of anything else, an empty one.
  func functionType(at index: UInt32) -> FunctionType {
    Int(index) < types.count ? types[Int(index)].function ?? FunctionType() : FunctionType()
  }
}
