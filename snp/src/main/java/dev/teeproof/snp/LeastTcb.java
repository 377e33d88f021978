package dev.teeproof.snp;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Components that a TCB version must reach, each by itself; those that are not named are not looked at. */
public record LeastTcb(Map<TcbVersion.Component, Integer> svns) {

    /** @throws IllegalArgumentException if a number is not 0 to 255 */
    public LeastTcb {
        svns.forEach((component, svn) -> {
            if (svn < 0 || svn > 255) {
                throw new IllegalArgumentException(component.text() + " is 0 to 255, not " + svn);
            }
        });
        svns = Map.copyOf(svns);
    }

    /**
     * Reads {@code bl=4,tee=0,snp=24,ucode=213}, in any order, with {@code fmc} on Turin.
     *
     * @return empty if it is not of that form
     */
    public static Optional<LeastTcb> of(String text) {
        Map<TcbVersion.Component, Integer> svns = new EnumMap<>(TcbVersion.Component.class);
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0 || !part.substring(equals + 1).matches("\\d{1,3}")) {
                return Optional.empty();
            }
            int svn = Integer.parseInt(part.substring(equals + 1));
            Optional<TcbVersion.Component> component = component(part.substring(0, equals));
            if (component.isEmpty() || svn > 255 || svns.put(component.get(), svn) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new LeastTcb(svns));
    }

    private static Optional<TcbVersion.Component> component(String text) {
        for (TcbVersion.Component component : TcbVersion.Component.values()) {
            if (component.text().equals(text)) {
                return Optional.of(component);
            }
        }
        return Optional.empty();
    }

    boolean isReachedBy(TcbVersion version) {
        return svns.entrySet().stream().allMatch(least -> version.svn(least.getKey()) >= least.getValue());
    }

    /** In the form that is read. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (TcbVersion.Component component : TcbVersion.Component.values()) {
            Integer svn = svns.get(component);
            if (svn != null) {
                text.append(text.isEmpty() ? "" : ",")
                        .append(component.text())
                        .append('=')
                        .append(svn);
            }
        }
        return text.toString();
    }
}
