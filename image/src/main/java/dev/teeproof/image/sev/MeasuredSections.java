package dev.teeproof.image.sev;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.List;
import java.util.Optional;

/** Sections within the bounds of {@link SnpLaunch}, and the page with the kernel's hashes, for which there is a place. */
final class MeasuredSections {

    private static final String NAME = "sections";

    private final List<SevSection> sections;
    private final Optional<Bytes> hashesPage;

    private MeasuredSections(List<SevSection> sections, Optional<Bytes> hashesPage) {
        this.sections = sections;
        this.hashesPage = hashesPage;
    }

    static MeasuredSections of(List<SevSection> sections, Optional<Bytes> hashesPage)
            throws MalformedEvidenceException {
        if (sections.isEmpty()) {
            throw fault(Malformation.MISSING, "at least one section");
        }
        if (sections.size() > OvmfImage.MAX_SECTIONS) {
            throw fault(Malformation.LIMIT_EXCEEDED, "at most " + OvmfImage.MAX_SECTIONS + " sections");
        }
        long size = 0;
        boolean placeForHashes = false;
        for (SevSection section : sections) {
            if (section.size() == 0
                    || section.size() % OvmfImage.PAGE_SIZE != 0
                    || section.gpa() % OvmfImage.PAGE_SIZE != 0) {
                throw fault(Malformation.BAD_VALUE, "sections of whole pages, at least one each");
            }
            size += section.size();
            if (section.type() == SectionType.KERNEL_HASHES) {
                placeForHashes = true;
                if (hashesPage.isPresent() && section.size() != OvmfImage.PAGE_SIZE) {
                    throw fault(Malformation.BAD_VALUE, "one page for the hashes of the kernel");
                }
            }
        }
        if (size / OvmfImage.PAGE_SIZE > SnpLaunch.MAX_SECTION_PAGES) {
            throw fault(Malformation.LIMIT_EXCEEDED, "at most " + SnpLaunch.MAX_SECTION_PAGES + " pages");
        }
        if (hashesPage.isPresent() && !placeForHashes) {
            throw fault(Malformation.MISSING, "a section for the hashes of the kernel");
        }
        return new MeasuredSections(sections, hashesPage);
    }

    /** The launch digest when all sections were added to a firmware. */
    Bytes after(Bytes firmwareDigest) {
        LaunchDigest digest = LaunchDigest.from(firmwareDigest);
        sections.forEach(section -> add(section, digest));
        return digest.value();
    }

    private void add(SevSection section, LaunchDigest digest) {
        switch (section.type()) {
            case SEC_MEM, SVSM_CAA -> digest.zeroPages(section.gpa(), section.size());
            case SECRETS -> digest.secretsPage(section.gpa());
            case CPUID -> digest.cpuidPage(section.gpa());
            case KERNEL_HASHES ->
                hashesPage.ifPresentOrElse(
                        page -> digest.normalPages(section.gpa(), page),
                        () -> digest.zeroPages(section.gpa(), section.size()));
        }
    }

    private static MalformedEvidenceException fault(Malformation code, String expected) {
        return new MalformedEvidenceException(code, NAME, 0, expected);
    }
}
