public import CapnProto

/// Reads everything that a pointer leads to, and adds it up so that nothing is left out.
public struct Walker {
  /// A sum over all that was read.
  public private(set) var sum: UInt64 = 0
  /// The objects that were read.
  public private(set) var objects = 0
  /// The objects that could not be read.
  public private(set) var failures = 0

  /// A walker that has read nothing.
  public init() {}

  /// Reads on after failures, until a limit of the message ends it.
  public mutating func walk(_ pointer: AnyPointerReader) {
    do throws(CapnProtoError) {
      switch try pointer.kind {
      case .null: break
      case .structure: walk(try pointer.structure())
      case .list: try walkList(pointer)
      case .capability: sum &+= UInt64(try pointer.capabilityIndex() ?? 0)
      }
      objects += 1
    } catch {
      failures += 1
      sum &+= UInt64(error.offset)
    }
  }

  /// Reads a struct and what it leads to.
  public mutating func walk(_ fields: StructReader) {
    for index in 0..<fields.dataByteCount { sum &+= UInt64(fields.get(index, as: UInt8.self)) }
    for index in 0..<fields.pointerCount { walk(fields.pointer(index)) }
  }

  private mutating func walkList(_ pointer: AnyPointerReader) throws(CapnProtoError) {
    let list = try pointer.list()
    switch list.elementSize {
    case .void: break
    case .bit: for index in 0..<list.count where list.getBool(index) { sum &+= 1 }
    case .byte: try walkBytes(pointer, list)
    case .twoBytes: for index in 0..<list.count { sum &+= UInt64(list.get(index, as: UInt16.self)) }
    case .fourBytes:
      for index in 0..<list.count { sum &+= UInt64(list.get(index, as: UInt32.self)) }
    case .eightBytes: for index in 0..<list.count { sum &+= list.get(index, as: UInt64.self) }
    case .pointer: for index in 0..<list.count { walk(list.pointer(index)) }
    case .inlineComposite:
      guard list.structSize.words > 0 else { return }
      for index in 0..<list.count { walk(list.structure(index)) }
    }
  }

  private mutating func walkBytes(
    _ pointer: AnyPointerReader, _ list: ListReader
  ) throws(CapnProtoError) {
    for index in 0..<list.count { sum &+= UInt64(list.get(index, as: UInt8.self)) }
    sum &+= UInt64(try pointer.data().count)
    if let text = try? pointer.text() { sum &+= UInt64(text.string.utf8.count) }
  }
}
