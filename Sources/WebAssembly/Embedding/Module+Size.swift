extension Module {
  /// An estimate of the bytes the module takes beside its binary: tables of what it defines, and
  /// the code translated so far.
  package var byteCountBesideBinary: Int {
    // What the entries take in memory, rounded up.
    let entries =
      structure.bodies.count * 96 + structure.functions.count * 8 + structure.exports.count * 96
      + structure.imports.count * 96 + structure.types.count * 256
      + structure.dataSegments.count * 64 + structure.elementSegments.count * 96
    return entries + translatedCodeSize
  }

  /// Translates the functions whose translation would take long enough to be felt.
  ///
  /// For whoever runs guests in slices: smaller functions are translated when they are first
  /// called, and a slice can end between two of them.
  package func translateLargeFunctions() {
    // 16 KiB take some hundreds of microseconds.
    for (index, body) in structure.bodies.enumerated() where body.code.count > 16 << 10 {
      // Beyond the limit on code the call of the function fails, not this.
      guard (try? translate(index)) != nil else { return }
    }
  }
}
