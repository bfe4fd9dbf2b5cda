package import WebAssembly

/// A way to run scripts that should give the same results as all others.
package struct ScriptConfiguration: Sendable, Hashable, CaseIterable {
  /// Whether fuel is counted.
  package var isMetered = false
  /// Whether NaNs are canonical.
  package var canonicalizesNaNs = false

  package init(isMetered: Bool = false, canonicalizesNaNs: Bool = false) {
    self.isMetered = isMetered
    self.canonicalizesNaNs = canonicalizesNaNs
  }

  /// All of them.
  package static let allCases = [
    ScriptConfiguration(), ScriptConfiguration(isMetered: true),
    ScriptConfiguration(canonicalizesNaNs: true),
    ScriptConfiguration(isMetered: true, canonicalizesNaNs: true),
  ]

  /// A name, which also is that of its ledger.
  package var name: String {
    (isMetered ? "metered" : "unmetered") + (canonicalizesNaNs ? "-canonical" : "")
  }

  /// What to show: the configuration and how handlers were seen to reach each other.
  package static func title(_ configuration: ScriptConfiguration, _ dispatch: Dispatch) -> String {
    "\(configuration.isMetered ? "metered" : "unmetered"), "
      + (configuration.canonicalizesNaNs ? "canonical NaNs" : "NaNs as they come")
      + ", dispatch observed: \(dispatch.rawValue)"
  }

  /// How modules of a script are translated.
  ///
  /// - Parameter path: of the script; those below `proposals` may go beyond the standard.
  /// - Returns: the configuration.
  package func module(forScript path: String) -> ModuleConfiguration {
    var configuration = ModuleConfiguration(
      isMetered: isMetered, canonicalizesNaNs: canonicalizesNaNs)
    if path.split(separator: "/").dropLast().contains("proposals") {
      configuration.features.formUnion(.proposals)
    }
    return configuration
  }
}
