/// A constant, a default value, or the value of an annotation.
enum ValueDescription {
  case void
  case bool(Bool)
  case int8(Int8), int16(Int16), int32(Int32), int64(Int64)
  case uint8(UInt8), uint16(UInt16), uint32(UInt32), uint64(UInt64)
  case float32(Float), float64(Double)
  /// `nil` is no value at all, which differs from an empty one.
  case text([UInt8]?)
  case data([UInt8]?)
  case enumeration(UInt16)
  case list(ListDescription?)
  case structure(StructValue?)
  case interface
  case anyPointer

  /// What a field of a type holds when it declares no default.
  init(defaultOf type: TypeDescription) {
    switch type {
    case .void: self = .void
    case .bool: self = .bool(false)
    case .int8: self = .int8(0)
    case .int16: self = .int16(0)
    case .int32: self = .int32(0)
    case .int64: self = .int64(0)
    case .uint8: self = .uint8(0)
    case .uint16: self = .uint16(0)
    case .uint32: self = .uint32(0)
    case .uint64: self = .uint64(0)
    case .float32: self = .float32(0)
    case .float64: self = .float64(0)
    case .text: self = .text(nil)
    case .data: self = .data(nil)
    case .enumeration: self = .enumeration(0)
    case .list: self = .list(nil)
    case .structure: self = .structure(nil)
    case .interface: self = .interface
    default: self = .anyPointer
    }
  }
}

extension ValueDescription {
  /// The bits of a value that lives in a data section; 0 for others.
  var bits: UInt64 {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int8(let value): UInt64(UInt8(bitPattern: value))
    case .int16(let value): UInt64(UInt16(bitPattern: value))
    case .int32(let value): UInt64(UInt32(bitPattern: value))
    case .int64(let value): UInt64(bitPattern: value)
    case .uint8(let value): UInt64(value)
    case .uint16(let value), .enumeration(let value): UInt64(value)
    case .uint32(let value): UInt64(value)
    case .uint64(let value): value
    case .float32(let value): UInt64(value.bitPattern)
    case .float64(let value): value.bitPattern
    default: 0
    }
  }

  /// What a pointer to the value leads to.
  var target: PointerTarget {
    switch self {
    case .text(let bytes?): .text(bytes)
    case .data(let bytes?): .data(bytes)
    case .list(let list?): .list(list)
    case .structure(let value?): .structure(value)
    default: .null
    }
  }
}

/// What a pointer leads to.
indirect enum PointerTarget {
  case null
  case text([UInt8])
  case data([UInt8])
  case list(ListDescription)
  case structure(StructValue)

  /// The words it takes in a message, without the pointer itself.
  var wordCount: Int {
    switch self {
    case .null: 0
    case .text(let bytes): (bytes.count + 8) / 8
    case .data(let bytes): (bytes.count + 7) / 8
    case .list(let list): list.wordCount
    case .structure(let value): value.wordCount
    }
  }
}

/// A struct as it lies in a message.
struct StructValue {
  /// The data section, in words.
  var data: [UInt64]
  var pointers: [PointerTarget]
  /// The words it takes, all it points to included.
  private(set) var wordCount: Int

  init(dataWords: Int, pointers count: Int) {
    data = Array(repeating: 0, count: dataWords)
    pointers = Array(repeating: .null, count: count)
    wordCount = dataWords + count
  }

  /// Sets `2^log` bits.
  mutating func set(_ bits: UInt64, log: Int, offset: Int) {
    let width = 1 << log
    let (word, shift) = (offset * width / 64, UInt64(offset * width % 64))
    guard word < data.count else { return }
    let mask: UInt64 = (width == 64 ? .max : (1 << UInt64(width)) - 1) << shift
    data[word] = data[word] & ~mask | (bits << shift) & mask
  }

  mutating func set(_ target: PointerTarget, at index: Int) {
    guard index < pointers.count else { return }
    wordCount += target.wordCount - pointers[index].wordCount
    pointers[index] = target
  }
}

/// A list as it lies in a message.
struct ListDescription {
  enum Elements {
    case void(count: Int)
    case bits([Bool])
    /// Numbers of `2^log` bits.
    case numbers(log: Int, [UInt64])
    case pointers([PointerTarget])
    case structs(dataWords: Int, pointers: Int, [StructValue])
  }

  let elements: Elements
  /// The words it takes, all it points to included.
  let wordCount: Int

  init(_ elements: Elements) {
    self.elements = elements
    switch elements {
    case .void: wordCount = 0
    case .bits(let bits): wordCount = (bits.count + 63) / 64
    case .numbers(let log, let numbers): wordCount = ((numbers.count << log) + 63) / 64
    case .pointers(let targets): wordCount = targets.reduce(targets.count) { $0 + $1.wordCount }
    case .structs(_, _, let values): wordCount = values.reduce(1) { $0 + $1.wordCount }
    }
  }
}
